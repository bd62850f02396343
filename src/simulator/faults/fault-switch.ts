import { FAULTS, type CountedFault, type FaultName, type SwitchedFault } from './fault-names';

interface Counted {
  left: number;
  skip: number;
  readonly seconds: number | null;
  readonly part: string | null;
}

/** `20`, `always`, `20:30` (seconds), `1@/users` or `1@POST /v1.0/groups` (only requests with this in their method and path), `1+3` (after three others), all together `2:10@/users+3`. */
const COUNTED = /^(\d+|always)?(?::(\d+))?(?:@([^+]+))?(?:\+(\d+))?$/;

/** The faults that are switched on. A counted one switches itself off when it has hit so often. */
export class FaultSwitch {
  private readonly counted = new Map<CountedFault, Counted>();
  private readonly numbers = new Map<string, number>();
  private readonly forbidden = new Set<string>();
  private readonly switched = new Set<SwitchedFault>();

  /** Switches a fault on, written as `NAME` or `NAME=VALUE`. Otherwise answers what is wrong with the text. */
  set(text: string): string | null {
    const [name = '', ...rest] = text.split('=');
    const value = rest.join('=');
    const fact = FAULTS.find((candidate) => candidate.name === name);
    if (!fact) return `There is no fault "${name}". There are: ${FAULTS.map((candidate) => candidate.name).join(', ')}.`;
    switch (fact.takes) {
      case 'count':
        return this.setCounted(fact.name, value);
      case 'number':
        if (!/^-?\d+$/.test(value)) return `The fault ${name} needs a number: ${name}=500.`;
        this.numbers.set(name, Number(value));
        return null;
      case 'word':
        if (value === '') return `The fault ${name} needs a name: ${name}=/oauth2PermissionGrants.`;
        this.forbidden.add(value.toLowerCase());
        return null;
      case 'nothing':
        if (value !== '') return `The fault ${name} takes no value.`;
        this.switched.add(fact.name);
        return null;
    }
  }

  /** Switches a fault off. */
  clear(name: FaultName): void {
    if (name === 'forbidden') this.forbidden.clear();
    this.numbers.delete(name);
    for (const fact of FAULTS) if (fact.takes === 'nothing' && fact.name === name) this.switched.delete(fact.name);
    for (const fact of FAULTS) if (fact.takes === 'count' && fact.name === name) this.counted.delete(fact.name);
  }

  /** Switches every fault off. */
  clearAll(): void {
    this.counted.clear();
    this.numbers.clear();
    this.forbidden.clear();
    this.switched.clear();
  }

  /** Whether a fault is on that takes no value. */
  isOn(name: SwitchedFault): boolean {
    return this.switched.has(name);
  }

  /** Whether a counted fault hits a request to this path; if it does, it has hit once more. The seconds it was given come along. */
  takes(name: CountedFault, path: string): { readonly seconds: number | null } | null {
    const fault = this.counted.get(name);
    if (!fault || (fault.part !== null && !path.toLowerCase().includes(fault.part))) return null;
    if (fault.skip > 0) {
      fault.skip -= 1;
      return null;
    }
    fault.left -= 1;
    if (fault.left <= 0) this.counted.delete(name);
    return { seconds: fault.seconds };
  }

  /** Whether nobody may use a path of Graph (its template, or the path itself) or a cmdlet. */
  forbids(...names: readonly string[]): boolean {
    return names.some((name) => this.forbidden.has(name.toLowerCase()) || this.forbidden.has(`/${name.toLowerCase()}`));
  }

  /** How long every answer takes, in milliseconds. */
  get slowMilliseconds(): number {
    return this.numbers.get('slow') ?? 0;
  }

  /** How far the clock of the service is ahead, in seconds. */
  get clockSkewSeconds(): number {
    return this.numbers.get('clock-skew') ?? 0;
  }

  /** What is switched on, for people. */
  describe(): readonly string[] {
    const counted = [...this.counted].map(([name, { left }]) => `${name}=${Number.isFinite(left) ? left : 'always'}`);
    return [
      ...counted,
      ...[...this.numbers].map(([name, value]) => `${name}=${value}`),
      ...[...this.forbidden].map((name) => `forbidden=${name}`),
      ...this.switched,
    ];
  }

  private setCounted(name: CountedFault, value: string): string | null {
    const match = COUNTED.exec(value);
    if (!match) return `The fault ${name} takes COUNT[:SECONDS][@PATH][+SKIP], such as ${name}=3@/users; "${value}" is not that.`;
    const [, count, seconds, part, skip] = match;
    this.counted.set(name, {
      left: count === 'always' ? Infinity : Number(count ?? 1),
      seconds: seconds === undefined ? null : Number(seconds),
      part: part?.toLowerCase() ?? null,
      skip: Number(skip ?? 0),
    });
    return null;
  }
}
