import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { killProcessesOf } from './process-tree';

/** What to run: the log gets both standard output and standard error. */
export interface Command {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly log: string;
  /** Variables beside those of this process. @default none */
  readonly env?: Readonly<Record<string, string>>;
}

/** A process of ours that runs. */
export interface Started {
  readonly name: string;
  readonly pid: number;
  readonly log: string;
}

/**
 * The processes of one cluster. A supervisor kills them when this process ends, however it ends; this process kills them when the supervisor ends. If both are killed
 * at once, the next run does.
 */
export class Processes {
  private readonly supervisor: ChildProcess;
  private readonly starting = new Map<number, { command: Command; resolve: (started: Started) => void; reject: (error: Error) => void }>();
  private readonly running = new Map<number, Started>();
  private readonly killed = new Map<number, () => void>();
  private readonly onDeath: (message: string) => void;
  private readonly folder: string;
  private nextId = 1;
  private stopping = false;

  /**
   * @param folder that the command line of each of them names
   * @param onDeath is told when a process ends that nobody asked to end
   */
  constructor(folder: string, onDeath: (message: string) => void) {
    this.folder = folder;
    this.onDeath = onDeath;
    // A session of its own, so that a terminal's Ctrl-C does not reach the cluster before its owner has decided what to do.
    this.supervisor = spawn(process.execPath, [join(__dirname, 'supervisor.js')], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
    createInterface({ input: this.supervisor.stdout as NodeJS.ReadableStream }).on('line', (line) => this.report(JSON.parse(line)));
    // Writing to a supervisor that has just ended is no news: its processes' end is reported by then.
    this.supervisor.stdin?.on('error', () => {});
    this.supervisor.once('exit', (code, signal) => this.orphaned(signal ? `killed by ${signal}` : `exit code ${code}`));
  }

  start(command: Command): Promise<Started> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.starting.set(id, { command, resolve, reject });
      this.supervisor.stdin?.write(`${JSON.stringify({ id, ...command })}\n`);
    });
  }

  /** Kills one, whose end is no news then, and waits until it is gone. */
  async kill({ pid }: Started): Promise<void> {
    const gone = new Promise<void>((resolve) => this.killed.set(pid, resolve));
    process.kill(pid, 'SIGKILL');
    await gone;
  }

  /** Process ids of all that run, the supervisor first. */
  pids(): number[] {
    return [this.supervisor.pid as number, ...[...this.running.values()].map((started) => started.pid)];
  }

  /** Ends all of them and waits until they are gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    const { exitCode, signalCode } = this.supervisor;
    const gone = new Promise((resolve) => this.supervisor.once('exit', resolve));
    this.supervisor.stdin?.end();
    if (exitCode === null && signalCode === null) await gone;
  }

  /** Killed, the supervisor can't end what it has started. */
  private orphaned(ended: string): void {
    if (this.stopping) return;
    killProcessesOf(this.folder);
    for (const { reject } of this.starting.values()) reject(new Error(`the supervisor of the cluster ended by itself (${ended})`));
    this.onDeath(`the supervisor of the cluster ended by itself (${ended})`);
  }

  private report(message: { id: number; pid?: number; ended?: string }): void {
    const start = this.starting.get(message.id);
    if (start && message.pid !== undefined) {
      const started = { name: start.command.name, pid: message.pid, log: start.command.log };
      this.running.set(message.id, started);
      this.starting.delete(message.id);
      start.resolve(started);
    } else if (start) {
      start.reject(new Error(`${start.command.name} did not start: ${message.ended}`));
    } else if (!this.stopping) {
      const started = this.running.get(message.id);
      this.running.delete(message.id);
      const told = started && this.killed.get(started.pid);
      if (told) told();
      else this.onDeath(`${started?.name} ended by itself (${message.ended}); its log is ${started?.log}`);
    }
  }
}
