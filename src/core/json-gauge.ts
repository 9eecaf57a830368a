const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

export type JsonGauge = ReturnType<typeof createJsonGauge>;

/**
 * Counts the values and the depth of JSON as its bytes come in, so that text that would take too much memory is never parsed. Expects UTF-8.
 * Text that isn't JSON gives some counts; parsing it says what is wrong.
 */
export function createJsonGauge() {
  let [values, depth, deepest] = [1, 0, 0];
  let isInText = false;
  let isEscaped = false;
  return {
    add(bytes: Uint8Array): void {
      // `for … of` makes an object for each byte until V8 has compiled it.
      for (let index = 0; index < bytes.length; index += 1) {
        const byte = bytes[index];
        if (isInText) {
          if (isEscaped) isEscaped = false;
          else if (byte === backslash) isEscaped = true;
          else if (byte === quote) isInText = false;
        } else if (byte === quote) isInText = true;
        else if (byte === comma) values += 1;
        else if (byte === openBracket || byte === openBrace) {
          values += 1;
          depth += 1;
          if (depth > deepest) deepest = depth;
        } else if (byte === closeBracket || byte === closeBrace) depth -= 1;
      }
    },
    /** So far: at least as many as the text has. */
    get values(): number {
      return values;
    },
    /** The most objects and arrays inside each other so far. */
    get depth(): number {
      return deepest;
    },
  };
}
