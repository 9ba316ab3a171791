/** Where the browser keeps one page's answers; where it denies that, or nothing is to be kept, `keeps` is false. */
export function storeOf(key, wanted) {
  const attempt = (action) => {
    try {
      return action(window.localStorage) ?? null;
    } catch {
      return null;
    }
  };
  const probe = `${key}:probe`;
  const works = (storage) => {
    storage.setItem(probe, "1");
    storage.removeItem(probe);
    return true;
  };
  const keeps = wanted && attempt(works) === true;
  return {
    keeps,
    load: (read) => (keeps ? attempt((storage) => read(JSON.parse(storage.getItem(key)))) : null),
    save: (value) => keeps && attempt((storage) => storage.setItem(key, JSON.stringify(value))),
    clear: () => keeps && attempt((storage) => storage.removeItem(key)),
  };
}
