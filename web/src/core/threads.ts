/** Of a Worker what is used here. */
export interface Thread {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  onerror: ((event: { preventDefault?: () => void }) => void) | null;
}

/** A message that any thread can answer. */
export interface Task {
  readonly message: string;
  /** The answer, and the milliseconds it took. */
  readonly done: (answer: string, took: number) => void;
  /** No thread could. */
  readonly failed: () => void;
}

export interface Threads {
  run(task: Task): void;
  /** Forgets tasks: ends the threads that are at them. */
  drop(tasks: ReadonlySet<Task>): void;
}

/** What a thread posts (serve() in core.ts). */
export interface Posted {
  readonly answer: string;
  readonly took: number;
}

/**
 * Up to `most` threads, each made when there is something to do for it and no other is free. When all is done one stays:
 * each has a memory of its own.
 */
export function createThreads(start: () => Thread, most: number): Threads {
  const free: Thread[] = [];
  const busy = new Map<Thread, Task>();
  let waiting: Task[] = [];
  let proven = false;
  let usable = true;

  const end = (thread: Thread): void => {
    thread.terminate();
    busy.delete(thread);
  };

  /** Threads that fail before their first answer are not to be had here. */
  const giveUp = (): void => {
    usable = false;
    const lost = [...busy.values(), ...waiting];
    for (const thread of [...busy.keys(), ...free.splice(0)]) end(thread);
    waiting = [];
    for (const task of lost) task.failed();
  };

  /** One that fails later met a fault of ours; the next task has a new one. */
  const broken = (thread: Thread): void => {
    const task = busy.get(thread);
    end(thread);
    task?.failed();
    if (proven) next();
    else giveUp();
  };

  const opened = (): Thread => {
    const thread = start();
    thread.onmessage = ({ data }) => {
      proven = true;
      const task = busy.get(thread);
      busy.delete(thread);
      free.push(thread);
      const { answer, took } = data as Posted;
      task?.done(answer, took);
      next();
      if (waiting.length === 0) for (const idle of free.splice(1)) end(idle);
    };
    thread.onerror = (event) => {
      event.preventDefault?.();
      broken(thread);
    };
    return thread;
  };

  const next = (): void => {
    while (usable && waiting[0] !== undefined && (free.length > 0 || busy.size < most)) {
      const task = waiting[0];
      try {
        const thread = free.pop() ?? opened();
        waiting.shift();
        busy.set(thread, task);
        thread.postMessage(task.message);
      } catch {
        giveUp();
      }
    }
  };

  return {
    run(task) {
      if (usable) waiting.push(task);
      else task.failed();
      next();
    },
    drop(tasks) {
      waiting = waiting.filter((task) => !tasks.has(task));
      for (const [thread, task] of busy) if (tasks.has(task)) end(thread);
      next();
    },
  };
}
