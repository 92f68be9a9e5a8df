import { type Command, InvalidArgumentError, Option } from 'commander';
import { nightsText } from '../../count.js';
import { CliError, exitCode } from '../../errors.js';
import type { Installed, ScheduleView } from '../../index.js';
import { type Call, onCall } from '../call.js';
import { examples } from '../examples.js';
import { print, say } from '../output.js';
import { labelled, section, tableSection } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { runOnSchedule } from '../run-on-schedule.js';
import { onWarehouse } from '../session.js';
import { waitOption } from '../wait-option.js';

interface InstallOptions {
  cron?: true;
  systemd?: true;
  user?: true;
  into?: string;
  write?: true;
}

/** `custometry schedule show | install | run`: when a project runs by itself. */
export function define(command: Command): void {
  show(command.command('show', { isDefault: true }));
  install(command.command('install'));
  wait(command.command('run'));
  command.helpCommand(false).addHelpText(
    'after',
    examples([
      ['custometry schedule', 'the nights to come, and what is due'],
      ['custometry schedule show --count 14', 'two weeks of them'],
      ['custometry schedule install --cron', 'the lines for a crontab'],
      ['custometry schedule install --cron --write', 'put them there, once'],
      ['custometry schedule install --systemd --user --write', 'a timer of your own systemd'],
      ['custometry schedule run', 'stay and run every night, where there is neither'],
    ]),
  );
}

function show(command: Command): void {
  command
    .description('the nights to come, what is due, and what would be installed')
    .option('--count <n>', 'how many nights, 1 to 999', nights, 5)
    .action(
      onWarehouse(
        (warehouse, { options: { count } }: Call<{ count: number }>) => ({
          ...warehouse.schedule(count),
          would_install: (['cron', 'systemd'] as const).map(scheduler =>
            warehouse.installSchedule({ scheduler, command: ourselves(scheduler) }),
          ),
        }),
        (view, { options }) =>
          print({ value: view, text: viewText(view), sheet: sheetOf(view.nights_to_come) }, options),
      ),
    );
}

function install(command: Command): void {
  command
    .description('print what cron or systemd is told, or tell it')
    .addOption(new Option('--cron', 'lines of a crontab').conflicts('systemd'))
    .option('--systemd', 'a service and a timer of systemd')
    .addOption(new Option('--user', "systemd: your own, not the machine's").conflicts('cron'))
    .addOption(new Option('--into <dir>', 'systemd: another folder for the units').conflicts('cron'))
    .option('--write', 'tell it; once is enough, and again after a change of the schedule')
    .action(
      onWarehouse((warehouse, { options: { cron, systemd, user, into: folder, write } }: Call<InstallOptions>) => {
        if (!cron && !systemd) throw new CliError('who is to be told?', exitCode.usage, 'say --cron or --systemd');
        const scheduler = cron ? 'cron' : 'systemd';
        return warehouse.installSchedule({ scheduler, command: ourselves(scheduler), user, folder, write });
      }, tellInstalled),
    );
}

function wait(command: Command): void {
  command
    .description('stay in the foreground and do what is due, night after night')
    .addOption(waitOption())
    .action(onCall(({ options }: Call<{ wait?: number }>) => runOnSchedule(options)));
}

/** This program as a scheduler calls it. What cron hears it mails, so it hears errors only; systemd keeps a journal. */
function ourselves(scheduler: 'cron' | 'systemd'): string[] {
  const program = [process.execPath, ...process.execArgv, process.argv[1] ?? 'custometry'];
  return [...program, 'run', '--due', '--wait', '10m', ...(scheduler === 'cron' ? ['--quiet'] : [])];
}

async function tellInstalled(installed: Installed, { options }: Call<InstallOptions>): Promise<void> {
  const { files, written, next, scheduler } = installed;
  const texts = files.map(({ path, text }) => (scheduler === 'cron' ? text : `# ${path}\n${text}`));
  const told = written.length > 0 ? written.map(path => `written: ${path}`).join('\n') : 'it stands there already';
  await print({ value: installed, text: options.write ? told : texts.join('\n'), sheet: sheetOf(files) }, options);
  if (!options.write) say('nothing was written; --write tells it', options);
  else if (written.length > 0 && next.length > 0) say(`what is left to do:\n  ${next.join('\n  ')}`, options);
}

function viewText(view: ScheduleView & { would_install: Installed[] }): string {
  const { at, time_zone, last } = view;
  const head = labelled([
    ['at', `${at.join(', ')} (${time_zone})`],
    ['last run', last ?? 'none yet'],
    ['due now', dueText(view)],
  ]);
  const to_come = tableSection('nights to come', sheetOf(view.nights_to_come));
  const files = view.would_install.flatMap(one => one.files);
  return [head, to_come, ...files.map(({ path, text }) => section(path, text.trimEnd().split('\n')))].join('');
}

function dueText({ due, nights: missed, running, failures }: ScheduleView): string {
  if (due) return nightsText(missed);
  if (running) return `nothing: ${nightsText(missed)} under way in run ${running}`;
  return failures > 0 ? `nothing: ${nightsText(missed)} failed too often` : 'nothing';
}

function nights(given: string): number {
  if (!/^[1-9]\d{0,2}$/.test(given)) throw new InvalidArgumentError('A number of nights from 1 to 999 is expected.');
  return Number(given);
}
