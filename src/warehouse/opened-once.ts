/** Something that is opened when it is first asked for; where that failed, the next who asks opens it anew. */
export interface OpenedOnce<T> {
  get(): Promise<T>;
  /** Closes it, where it was opened; whoever asks then opens it again. */
  close(): Promise<void>;
}

/** Keeps what `open` opens. */
export function openedOnce<T>(open: () => Promise<T>, close: (opened: T) => Promise<void>): OpenedOnce<T> {
  let opened: Promise<T> | undefined;
  return {
    get() {
      opened ??= open().catch(error => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    async close() {
      const last = opened;
      opened = undefined;
      if (last) await close(await last);
    },
  };
}
