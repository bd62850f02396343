import type { RightsView } from '../state/rights-view';

/** Whether an object is in a group, directly or through groups in it. Groups that contain each other do not hang it. */
export function isNestedMember(rights: RightsView, groupId: string, memberId: string): boolean {
  const target = groupId.toLowerCase();
  const seen = new Set<string>();
  const open = [memberId.toLowerCase()];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const holder of rights.members.holdersOf(id)) {
      if (holder === target) return true;
      if (!seen.has(holder)) {
        seen.add(holder);
        open.push(holder);
      }
    }
  }
  return false;
}

/** Whether an object is in a group by itself. */
export function isDirectMember(rights: RightsView, groupId: string, memberId: string): boolean {
  return rights.members.has(groupId, memberId);
}
