/** One value of ASN.1 in its distinguished encoding. https://www.itu.int/rec/T-REC-X.690 */
export function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length, ...bytes]), content]);
}

/** Several values in their order. */
export function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** One value as a set. */
export function set(part: Buffer): Buffer {
  return der(0x31, part);
}

/** An object identifier, by the hexadecimal digits of its content. */
export function objectId(hexadecimal: string): Buffer {
  return der(0x06, Buffer.from(hexadecimal, 'hex'));
}

/** Text. */
export function utf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text, 'utf8'));
}

/** Bytes in a value of their own. */
export function octets(content: Buffer): Buffer {
  return der(0x04, content);
}

/** Bits; `unused` of the last byte do not count. */
export function bits(content: Buffer, unused = 0): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([unused]), content]));
}

/** A number of many bytes, never negative. */
export function positive(content: Buffer): Buffer {
  const first = content[0] ?? 0;
  return der(0x02, first >= 0x80 ? Buffer.concat([Buffer.from([0]), content]) : content);
}

/** A moment as a certificate has it: with two digits for the year until 2049. https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
export function time(milliseconds: number): Buffer {
  const text = new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '');
  return text < '2050' ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}
