import { keyOf } from '../collection/text-key';
import type { PlanFamilyDefinition } from './family';
import type { PlanSubject } from './plan.schema';
import { subjectOf } from './plan-of';
import { findScopeTarget } from './access/scope-target';
import { findApp, findPolicy, type Sight } from './subjects';

/** What a kind of plan would be about, given an id as a finding or a list has it; null where the reading does not hold it. */
export function subjectOfFamily(sight: Sight, family: Pick<PlanFamilyDefinition, 'subjects'>, id: string): PlanSubject | null {
  for (const kind of family.subjects) {
    const subject = subjectOfKind(sight, kind, id);
    if (subject !== null) return subject;
  }
  return null;
}

function subjectOfKind(sight: Sight, kind: PlanSubject['kind'], id: string): PlanSubject | null {
  switch (kind) {
    case 'app': {
      const app = findApp(sight, id);
      return app.ok ? subjectOf('app', app.value.appId, app.value.name) : null;
    }
    case 'mailbox': {
      const match = sight.reading.mailboxes.match(id);
      return match.kind === 'mailbox' ? subjectOf('mailbox', match.mailbox.id, match.mailbox.name) : null;
    }
    case 'group': {
      const target = findScopeTarget(sight, id);
      if (!target.ok) return null;
      return subjectOf('group', target.value.kind === 'unit' ? `unit:${target.value.id}` : target.value.id, target.value.name);
    }
    case 'policy': {
      const policy = findPolicy(sight, id);
      return policy.ok ? subjectOf('policy', policy.value.identity, policy.value.item.ScopeName || policy.value.identity) : null;
    }
    case 'tenant': {
      const { tenant } = sight.reading.collection;
      return id === '' || keyOf(id) === keyOf(tenant.id) ? subjectOf('tenant', tenant.id, tenant.displayName ?? tenant.id) : null;
    }
  }
}
