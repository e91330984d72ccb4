/**
 * Settles as `asked` does, or rejects when nothing came within so many milliseconds. A background
 * that the browser ended while it was asked may leave whoever asked without any word, for ever.
 */
export function inTime<Value>(asked: Promise<Value>, milliseconds: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no reply in time')), milliseconds);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
