/**
 * Two lint rules of this house, as an oxlint plugin: imports go down only, and every power has one owner.
 *
 * They look at paths from the working directory, so lint runs at the root of the repository (or of a copy of its folders).
 */
import { dirname, posix, relative, sep } from 'node:path';

/** The floor of each folder under src/; a file imports its own folder and lower floors, nothing else. */
const FLOORS = { domain: 0, formats: 1, engine: 2, state: 3, scenes: 4, ui: 4, sections: 5, app: 6, cli: 6 };

/** Packages that only one folder or file may import. */
const MODULE_OWNERS = {
  'pixi.js': ['src/scenes/'],
  katex: ['src/ui/'],
  idb: ['src/state/'],
  '@assemblyscript/loader': ['src/engine/wasm.ts'],
};

const STORAGE = ['src/state/'];
const MESSAGES = [
  'src/engine/worker.ts',
  'src/engine/worker-client.ts',
  'src/engine/side-worker.ts',
  'src/engine/side-client.ts',
  'src/scenes/studio-worker.ts',
  'src/scenes/studio-client.ts',
  'src/cli/engine-thread.ts',
  'src/cli/pretraining/chunk-worker.ts',
  'src/cli/pretraining/chunk-supply.ts',
];

/** Globals that only one folder or file may name. */
const GLOBAL_OWNERS = {
  WebAssembly: ['src/engine/wasm.ts'],
  postMessage: MESSAGES,
  indexedDB: STORAGE,
  localStorage: STORAGE,
  sessionStorage: STORAGE,
  location: ['src/app/'],
};

/** Objects through which a global can be reached by another name: window.location, self.indexedDB. */
const GLOBAL_OBJECTS = new Set(['window', 'globalThis', 'self', 'document']);

/** What the subject itself does without: pages, workers, files, network and clocks. */
const NOT_IN_DOMAIN =
  /^(document|window|self|navigator|process|fetch|Worker|SharedWorker|XMLHttpRequest|WebSocket|Request|Response|OffscreenCanvas|ImageData|Image|Event|EventTarget|performance|setTimeout|setInterval|requestAnimationFrame|(HTML|SVG|Canvas|WebGL|Pointer|Mouse|Keyboard|Touch)[A-Z]\w*)$/;

const source = (node) => (typeof node?.value === 'string' ? node.value : null);

/** Calls `visit(specifier, node)` for every way a file can name another one. */
function importVisitor(visit) {
  const declaration = (node) => node.source && visit(source(node.source), node.source);
  return {
    ImportDeclaration: declaration,
    ExportNamedDeclaration: declaration,
    ExportAllDeclaration: declaration,
    ImportExpression: (node) => source(node.source) !== null && visit(source(node.source), node.source),
    TSImportType: (node) => {
      const literal = node.source ?? node.argument?.literal ?? node.argument;
      if (source(literal) !== null) visit(source(literal), literal);
    },
    NewExpression: (node) => {
      const isFileUrl =
        node.callee.name === 'URL' && node.arguments.length === 2 && node.arguments[1].object?.type === 'MetaProperty';
      if (isFileUrl && source(node.arguments[0])?.startsWith('.')) visit(source(node.arguments[0]), node.arguments[0]);
    },
  };
}

const pathOf = (context) => relative(context.cwd, context.filename).split(sep).join('/');

const owns = (owners, path) => owners.some((owner) => (owner.endsWith('/') ? path.startsWith(owner) : path === owner));

/** Why `path` may not import `specifier`; null where it may. */
function refusal(path, specifier) {
  const [root, folder, ...rest] = path.split('/');
  if (!specifier.startsWith('.')) {
    const isAlone = root === 'assembly' || (root === 'src' && folder === 'domain');
    return isAlone ? `${root === 'src' ? 'src/domain' : root} imports nothing but itself, got '${specifier}'` : null;
  }
  const target = posix.normalize(posix.join(dirname(path), specifier));
  const [targetRoot, targetFolder, ...targetRest] = target.split('/');
  if (root === 'assembly') return targetRoot === 'assembly' ? null : `assembly imports nothing but itself, got '${target}'`;
  if (root !== 'src' || rest.length === 0) return null;
  if (['assembly', 'tests', 'benches'].includes(targetRoot)) return `src does not import '${target}'`;
  if (targetRoot !== 'src') return null;
  if (targetFolder === folder) {
    const isAnotherSection = folder === 'sections' && rest.length > 1 && targetRest.length > 1 && rest[0] !== targetRest[0];
    return isAnotherSection ? `sections never import each other: ${rest[0]} imports ${targetRest[0]}` : null;
  }
  const floor = FLOORS[folder];
  const targetFloor = FLOORS[targetFolder];
  if (floor === undefined || targetFloor === undefined) {
    return `got src/${floor === undefined ? folder : targetFolder}, expected one of ${Object.keys(FLOORS).join(', ')}`;
  }
  return targetFloor < floor
    ? null
    : `imports go down only: ${folder} (floor ${floor}) imports ${targetFolder} (floor ${targetFloor})`;
}

const floors = {
  create(context) {
    const path = pathOf(context);
    return importVisitor((specifier, node) => {
      const message = refusal(path, specifier);
      if (message) context.report({ node, message });
    });
  },
};

const owners = {
  create(context) {
    const path = pathOf(context);
    if (!path.startsWith('src/')) return {};
    const reportGlobal = (name, node) => {
      const allowed = Object.hasOwn(GLOBAL_OWNERS, name) ? GLOBAL_OWNERS[name] : null;
      if (allowed && !owns(allowed, path))
        context.report({ node, message: `${name} belongs to ${allowed.join(' and ')} alone` });
      if (path.startsWith('src/domain/') && NOT_IN_DOMAIN.test(name))
        context.report({ node, message: `no ${name} in src/domain` });
    };
    return {
      ...importVisitor((specifier, node) => {
        for (const [module, allowed] of Object.entries(MODULE_OWNERS)) {
          const isModule = specifier === module || specifier.startsWith(`${module}/`);
          if (isModule && !owns(allowed, path))
            context.report({ node, message: `${module} belongs to ${allowed.join(' and ')} alone` });
        }
      }),
      MemberExpression(node) {
        const name = node.computed ? source(node.property) : node.property.name;
        // A message goes through an object as well: worker.postMessage, port.postMessage.
        if (GLOBAL_OBJECTS.has(node.object.name) || name === 'postMessage') reportGlobal(name, node.property);
      },
      'Program:exit'() {
        const { globalScope } = context.sourceCode.scopeManager;
        const undeclared = globalScope.variables.filter((variable) => variable.defs.length === 0);
        const references = [...globalScope.through, ...undeclared.flatMap((variable) => variable.references)];
        for (const { identifier } of new Set(references)) reportGlobal(identifier.name, identifier);
      },
    };
  },
};

export default { meta: { name: 'house' }, rules: { floors, owners } };
