import type { Services } from '../section.ts';
import type { Following } from './following.ts';
import type { Player } from './player.ts';

/** What every part of this section is given. */
export interface Lesson extends Services {
  readonly following: Following;
  readonly player: Player;
}
