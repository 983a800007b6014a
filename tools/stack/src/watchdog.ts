import { spawn, type ChildProcess } from 'node:child_process';

// A shell that outlives the supervisor whatever kills it (kill -9 included): its standard input closes, and it
// ends every process group that is still on its list. It costs one megabyte.
const SCRIPT = `
trap '' INT HUP TERM
list=' '
while read -r action pid signal; do
  case $action in
    add) list="$list$pid:$signal " ;;
    del) list=$(printf '%s' "$list" | sed "s/ $pid:[A-Z]* / /") ;;
    bye) exit 0 ;;
  esac
done
for entry in $list; do kill -"\${entry#*:}" "\${entry%%:*}" 2>/dev/null; done
for round in 1 2 3 4 5 6 7 8 9 10; do
  alive=
  for entry in $list; do kill -0 "\${entry%%:*}" 2>/dev/null && alive=yes; done
  [ -z "$alive" ] && exit 0
  sleep 1
done
for entry in $list; do kill -KILL -- "-\${entry%%:*}" 2>/dev/null; done
`;

export class Watchdog {
  private readonly shell: ChildProcess | undefined;

  constructor() {
    if (process.platform === 'win32') return;
    this.shell = spawn('/bin/sh', ['-c', SCRIPT], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.shell.on('error', () => undefined);
    this.shell.stdin?.on('error', () => undefined);
    this.shell.unref();
    (this.shell.stdin as unknown as { unref?: () => void }).unref?.();
  }

  add(pid: number, stopSignal: NodeJS.Signals): void {
    this.shell?.stdin?.write(`add ${pid} ${stopSignal.replace('SIG', '')}\n`);
  }

  remove(pid: number): void {
    this.shell?.stdin?.write(`del ${pid} -\n`);
  }

  dismiss(): void {
    this.shell?.stdin?.end('bye\n');
  }
}
