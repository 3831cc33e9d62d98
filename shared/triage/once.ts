/** What `make` returns, made when first asked for and kept: a function that never triages does not pay for it. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
