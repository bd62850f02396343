import type { PathLink } from '../../shared/domain/reach/reach-model';

/** A chain as one line of text, for copying and for screen readers. */
export function chainText(links: readonly PathLink[]): string {
  return links.map((link) => link.label).join(' → ');
}

/** The links of a chain without immediate repetitions of one object. */
export function distinctLinks(links: readonly PathLink[]): readonly PathLink[] {
  return links.filter((link, index) => {
    const before = links[index - 1];
    return before === undefined || before.id !== link.id || before.kind !== link.kind;
  });
}
