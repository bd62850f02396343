import type { Change, Look, Match, Plan, PlanStep, Read } from '../plan.schema';
import { type Outputs, referencesIn } from '../template';
import { jsonText } from './json-text';
import type { ScriptData } from './script-text';

/** A step of a script: of one that was done before, only that it was done is looked at. */
export interface ScriptStep {
  readonly step: PlanStep;
  readonly onlyLooked: boolean;
}

/**
 * The steps of a script, in the order of the plan: all, or those that are asked for. Where these use what others brought about and
 * that is not known, those others are looked at first.
 */
export function stepsOfScript(plan: Plan, wanted: readonly string[] | undefined, known: Outputs): readonly ScriptStep[] {
  if (wanted === undefined) return plan.steps.map((step) => ({ step, onlyLooked: false }));
  const chosen = new Set(wanted);
  const looked = new Set<string>();
  for (const step of [...plan.steps].reverse()) {
    if (!chosen.has(step.id) && !looked.has(step.id)) continue;
    const texts = looked.has(step.id) ? [step.verification] : [step];
    for (const reference of referencesIn(JSON.stringify(texts))) {
      const isThere = known[reference.step]?.[reference.output] !== undefined;
      if (!chosen.has(reference.step) && !isThere) looked.add(reference.step);
    }
  }
  return plan.steps.filter(({ id }) => chosen.has(id) || looked.has(id)).map((step) => ({ step, onlyLooked: !chosen.has(step.id) }));
}

/** A step as the data of a script: in the order in which one reads it, and without what it has not. */
export function stepData({ step, onlyLooked }: ScriptStep): ScriptData {
  const { id, title, why, precondition, change, verification, outputs, credential, liveTest, undo, confirm, optional, settles } = step;
  const said = { Id: id, Title: title, Why: why, Requires: requirementTexts(step) };
  const seen = { Verification: verification.map(lookData), Outputs: outputs, Settles: settles };
  if (onlyLooked) return { ...said, OnlyLooked: true, ...seen };
  return {
    ...said,
    Precondition: precondition.map(lookData),
    ...(confirm === null ? {} : { Confirm: confirm }),
    ...(change === null ? {} : { Change: changeData(change) }),
    ...(credential === null ? {} : { Credential: credentialData(credential) }),
    ...(liveTest === null ? {} : { LiveTest: liveTestData(liveTest) }),
    ...seen,
    ...undoData(undo),
    ...(optional ? { Optional: true } : {}),
  };
}

/** What a step asks for, in words. */
export function requirementTexts({ requires }: PlanStep): readonly string[] {
  return [
    ...(requires.entraRoles.length === 0 ? [] : [`Entra role: ${requires.entraRoles.join(' or ')}`]),
    ...(requires.exchangeRoles.length === 0 ? [] : [`Exchange role: ${requires.exchangeRoles.join(' or ')}`]),
    ...(requires.scopes.length === 0 ? [] : [`Microsoft Graph: ${requires.scopes.join(', ')}`]),
  ];
}

/** A look as the data of a script. */
export function lookData({ read, each, where, expect, says }: Look): ScriptData {
  return {
    Says: says,
    ...readData(read),
    ...(each === null ? {} : { Each: each }),
    Where: Object.fromEntries(Object.entries(where).map(([name, match]) => [name, matchData(match)])),
    Expect: expect,
  };
}

function readData(read: Read): Readonly<Record<string, ScriptData>> {
  return read.api === 'graph' ? { Get: read.path } : { Cmdlet: read.cmdlet, Parameters: read.parameters };
}

function matchData(match: Match): ScriptData {
  if (match === null || typeof match !== 'object') return match;
  if ('oneOf' in match) return { OneOf: match.oneOf };
  if ('noneOf' in match) return { NoneOf: match.noneOf };
  if ('contains' in match) return { Contains: match.contains };
  if ('lacks' in match) return { Lacks: match.lacks };
  return { Not: match.not };
}

function changeData(change: Change): ScriptData {
  switch (change.api) {
    case 'exchange':
      return { Cmdlet: change.cmdlet, Parameters: change.parameters };
    case 'person':
      return { Person: change.instruction, ...(change.link === null ? {} : { Link: change.link }) };
    case 'graph': {
      const { method, path, headers, body, edit } = change;
      return {
        Method: method,
        Path: path,
        ...(Object.keys(headers).length === 0 ? {} : { Headers: headers }),
        ...(body === null ? {} : { Body: jsonText(body) }),
        ...(edit === null
          ? {}
          : {
              Edit: {
                Property: edit.property,
                Add: edit.add.map(jsonText),
                Remove: edit.remove.map((where) =>
                  Object.fromEntries(Object.entries(where).map(([name, match]) => [name, matchData(match)])),
                ),
              },
            }),
      };
    }
  }
}

function credentialData({ kind, label, tag, orphan, subject, days }: NonNullable<PlanStep['credential']>): ScriptData {
  return {
    Kind: kind,
    Label: label,
    Tag: tag,
    ...(subject === null ? {} : { Subject: subject }),
    ...(days === null ? {} : { Days: days }),
    Orphan: changeData(orphan),
  };
}

function liveTestData({ appId, inside, outside, operations }: NonNullable<PlanStep['liveTest']>): ScriptData {
  return { AppId: appId, Inside: inside, Outside: outside, Operations: operations };
}

function undoData(undo: PlanStep['undo']): Readonly<Record<string, ScriptData>> {
  switch (undo.kind) {
    case 'change':
      return { Undo: { Says: undo.says, Change: changeData(undo.change), Verification: undo.verification.map(lookData) } };
    case 'impossible':
      return { Undo: { Says: undo.says } };
    case 'nothing':
      return {};
  }
}
