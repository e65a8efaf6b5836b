import { useEffect, useRef } from 'preact/hooks';

/** Runs once when a component appears; what it returns runs when the component goes. */
export function useMount(appear: () => () => void): void {
  const first = useRef(appear);
  useEffect(() => first.current(), []);
}
