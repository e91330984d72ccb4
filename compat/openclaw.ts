import { join } from 'node:path';
import { clickLikeAPerson, typeLikeAPerson } from '../demo/person.ts';
import { answering } from './answering.ts';
import type { App } from './app.ts';
import { gatewayEnvironment } from './openclaw-config.ts';
import { freePort, runProgram, startProgram } from './processes.ts';
import type { Act } from './served.ts';

const LONG = ' and with some care the answer goes on from one word to the next,'.repeat(4);

const ACTS = [
  {
    mark: 'mark-typed',
    startedBy: 'person',
    answers: [{ text: 'Plan the day, then begin with the smallest thing.' }],
  },
  {
    mark: 'mark-tool',
    startedBy: 'person',
    answers: [
      { tool: 'ls', arguments: { path: '.' } },
      { text: 'The folder is empty, so there is nothing to do.' },
    ],
  },
  {
    mark: 'mark-spawn',
    startedBy: 'person',
    answers: [
      {
        // The gateway puts most of its tools behind one.
        tool: 'tool_call',
        arguments: { id: 'sessions_spawn', args: { task: 'Please do mark-helper and come back.' } },
        inner: 'sessions_spawn',
      },
      { text: 'Somebody else is on it now.' },
    ],
  },
  {
    mark: 'mark-helper',
    startedBy: 'sub-agent',
    answers: [{ text: 'Done, with mark-announced as its outcome.' }],
  },
  {
    mark: 'mark-announced',
    startedBy: 'sub-agent',
    answers: [{ text: 'The other one has come back and is done.' }],
  },
  {
    mark: 'mark-command-line',
    startedBy: 'elsewhere',
    answers: [{ text: 'Asked from a terminal, answered all the same.' }],
  },
  {
    mark: 'mark-cron',
    startedBy: 'schedule',
    answers: [{ text: 'It is the hour, and the rounds are made.' }],
  },
  {
    mark: 'mark-heartbeat',
    startedBy: 'heartbeat',
    answers: [{ text: 'Somebody should look at the pump.' }],
  },
  {
    mark: 'mark-reload',
    startedBy: 'person',
    answers: [{ text: `Slowly${LONG} and nobody minded the interruption.`, pace: 150 }],
  },
  {
    mark: 'mark-stopped',
    startedBy: 'person',
    answers: [{ text: `Steadily${LONG} until nobody listened any more.`, pace: 150 }],
  },
] as const satisfies Act[];

const COMPOSER = 'textarea';
const PATIENCE = 120_000;

export const openclaw: App = {
  name: 'openclaw',
  version: '2026.9.6',
  packages: ['openclaw@2026.9.6'],
  acts: ACTS,
  async start(place) {
    const port = await freePort();
    const token = 'compat-token-of-no-use-elsewhere';
    const env = await gatewayEnvironment(place, port, token);
    const command = join(place.installed, 'node_modules/openclaw/openclaw.mjs');
    const gateway = startProgram(process.execPath, [command, 'gateway', 'run'], {
      cwd: place.home,
      env,
      log: place.log('gateway'),
    });
    await answering(`http://127.0.0.1:${port}/`, gateway);
    const cli = (...args: string[]) => {
      const log = place.log(args.slice(0, 2).join('-'));
      const options = { cwd: place.home, env, log };
      return runProgram(process.execPath, [command, ...args], options, PATIENCE);
    };
    return {
      url: `http://127.0.0.1:${port}/#token=${token}`,
      ready: COMPOSER,
      close: () => gateway.close(),
      async drive({ page, say, served }) {
        const ask = async (prompt: string) => {
          await page.waitForSelector(`${COMPOSER}:not([disabled])`, { visible: true });
          await clickLikeAPerson(page, COMPOSER);
          await typeLikeAPerson(page, prompt);
          await page.keyboard.press('Enter', { delay: 70 });
        };
        const saying = async (text: string) => {
          await page.waitForFunction(
            (wanted) => document.body.textContent.includes(wanted),
            { timeout: PATIENCE },
            text,
          );
        };
        say('a person’s message');
        await ask('hello there, this is mark-typed');
        await served('mark-typed');
        say('a message whose answer calls a tool');
        await ask('look into the folder for mark-tool');
        await served('mark-tool', 2);
        say('a message whose answer starts a sub-agent');
        await ask('send somebody for mark-spawn');
        await served('mark-announced');
        say('a run from the command line');
        await cli('agent', '--agent', 'main', '--message', 'do mark-command-line');
        await served('mark-command-line');
        say('a scheduled run');
        const add = 'cron add --name rounds --every 1h --session isolated --no-deliver --json';
        const job = await cli(...add.split(' '), '--message', 'make mark-cron');
        const { id } = JSON.parse(job.slice(job.indexOf('{'))) as { id: string };
        await cli('cron', 'run', id);
        await served('mark-cron');
        say('a heartbeat');
        await cli('system', 'event', '--text', 'look after mark-heartbeat', '--mode', 'now');
        await served('mark-heartbeat');
        say('a message, and the page loaded anew in the midst of its answer');
        await ask('take your time with mark-reload');
        await saying('Slowly and with');
        await page.reload();
        await served('mark-reload');
        await saying('nobody minded the interruption');
        say('a message, stopped in the midst of its answer');
        await ask('now go on with mark-stopped');
        await saying('Steadily and with');
        await page.click('button[aria-label*="Stop" i], button[title*="Stop" i]');
        await served('mark-stopped');
        say('the page loaded anew, with all of its history');
        await page.reload();
        await saying('Plan the day');
      },
    };
  },
};
