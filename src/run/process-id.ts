import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** One process and no other: a pid is given out again, a pid with its start is not. */
export interface ProcessId {
  host: string;
  pid: number;
  /** When it began, as the system tells it; empty where it does not. Only for comparing. */
  process_started: string;
  /** In which its pid counts: containers have their own, also where they share the name of the host. Absent where the system has but one. */
  pid_namespace?: string;
  /** Which machine of that host name it is on, where the system says so. */
  machine?: string;
}

/** Who runs this code. */
export function thisProcess(): ProcessId {
  own ??= {
    host: hostname(),
    pid: process.pid,
    process_started: lookUp(process.pid)?.started ?? '',
    pid_namespace: said(() => readlinkSync('/proc/self/ns/pid')),
    machine: said(() => readFileSync('/etc/machine-id', 'latin1').trim()),
  };
  return own;
}

/** Whether it can be told from here if a process lives. */
export function isInSight(id: ProcessId): boolean {
  const { pid_namespace: ownNamespace } = thisProcess();
  return isHere(id) && (id.pid_namespace ?? ownNamespace) === ownNamespace;
}

/** Many machines are called localhost, and may share a disk. */
function isHere({ host, machine }: ProcessId): boolean {
  const { host: ownHost, machine: ownMachine = machine } = thisProcess();
  return host === ownHost && (machine ?? ownMachine) === ownMachine;
}

/**
 * Whether a process has certainly ended: it is gone, dead and waiting for its parent, or its pid belongs to a later one.
 * Of a process on another machine, or in another container of this one since it was started, nothing is certain, so false.
 */
export function isGone(id: ProcessId): boolean {
  const { pid, process_started } = id;
  if (!isHere(id)) return false;
  if (!isInSight(id)) return bootOf(process_started) !== bootOf(thisProcess().process_started);
  if (!isListed(pid)) return true;
  const found = lookUp(pid);
  if (!found) return false;
  return found.isDead || (process_started !== '' && found.started !== process_started);
}

let own: ProcessId | undefined;

function isListed(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

interface Entry {
  started: string;
  isDead: boolean;
}

/** Undefined where the system does not say (a hidden process, no `ps`). */
function lookUp(pid: number): Entry | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

function said(read: () => string): string | undefined {
  try {
    return read() || undefined;
  } catch {
    return undefined;
  }
}

/** Of Linux, the only system with such namespaces. */
function bootOf(started: string): string | undefined {
  return started.split('/')[0];
}

/** Fields 3 (state) and 22 (clock ticks from boot to start) of proc_pid_stat(5); the name before them may hold anything. */
function fromProc(pid: number): Entry {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return { started: `${boot}/${fields[19]}`, isDead: fields[0] === 'Z' || fields[0] === 'X' };
}

function fromPs(pid: number): Entry {
  const answer = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  const [state = '', ...started] = answer.split(/\s+/);
  return { started: started.join(' '), isDead: state.startsWith('Z') };
}
