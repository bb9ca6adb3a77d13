// Says in one sentence that this Node is too old, before anything is imported that would crash on it.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `回访工作站需要 Node.js 22.18 或更新版本，当前是 ${process.version}。请用 npm run 启动（会用项目自带的 Node），或升级 Node.js。\n` +
      `The workstation needs Node.js 22.18 or newer, this is ${process.version}. Start it through npm run, or update Node.js.\n`,
  );
  process.exit(1);
}
