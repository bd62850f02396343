const SHORTEST_SECRET = 6;
const MARK = '[secret]';
/** Forms are found by their beginning; every form is at least as long. */
const BEGINNING = 6;
/** Where so many came by, only those that are held now are looked for again. */
const MOST_KNOWN = 4000;

/** Takes secrets out of texts. */
export type Redact = (text: string) => string;

/**
 * Replaces every secret by a mark: as it is, escaped as JSON (once and twice), encoded for an address or a form, and as base64,
 * alone or within something longer. The time it takes hangs on the length of the text, not on the number of secrets.
 */
export function createRedactor(secrets: () => Iterable<string>): Redact {
  const known = new Set<string>();
  const forms = new Map<string, string[]>();
  let seen: Iterable<string> | null = null;

  const learn = (): void => {
    const now = secrets();
    // A list that is the same object holds the same secrets: arrays that change are given anew.
    if (now === seen && Array.isArray(now) && Object.isFrozen(now)) return;
    if (known.size > MOST_KNOWN) {
      known.clear();
      forms.clear();
    }
    for (const secret of now) {
      if (secret.length < SHORTEST_SECRET || known.has(secret)) continue;
      known.add(secret);
      for (const form of formsOf(secret)) {
        const beginning = form.slice(0, BEGINNING);
        const others = forms.get(beginning);
        if (!others) forms.set(beginning, [form]);
        else if (!others.includes(form)) {
          others.push(form);
          // Of two that begin alike the longer one is taken out: the other would leave its end.
          others.sort((left, right) => right.length - left.length);
        }
      }
    }
    seen = now;
  };

  return (text) => {
    learn();
    if (forms.size === 0) return text;
    let clean = '';
    let from = 0;
    for (let at = 0; at + BEGINNING <= text.length; at += 1) {
      const found = forms.get(text.slice(at, at + BEGINNING))?.find((form) => text.startsWith(form, at));
      if (found === undefined) continue;
      clean += text.slice(from, at) + MARK;
      from = at + found.length;
      at = from - 1;
    }
    return from === 0 ? text : clean + text.slice(from);
  };
}

/** Every way in which a secret is likely to stand in a text. */
export function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = [0, 1, 2].flatMap((offset) => {
    const form = base64Within(bytes, offset);
    return [form, form.replace(/\+/g, '-').replace(/\//g, '_'), encoded(form)];
  });
  const all = [secret, json, JSON.stringify(json).slice(1, -1), encoded(secret), formEncoded(secret), ...base64];
  const inSmallLetters = all.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  return [...new Set([...all, ...inSmallLetters])].filter((form) => form.length >= BEGINNING);
}

/**
 * The characters that are the same wherever the bytes stand in something that is encoded as a whole (`name:secret` in a header):
 * those that share their bits with what is before or behind are left out.
 */
function base64Within(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
  return whole.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((whole.length * 8) / 6));
}

function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a surrogate pair has no form in an address.
    return text;
  }
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}
