/** The menu bar. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { print } from './printing.ts';

export function menuTemplate(developing: boolean): MenuItemConstructorOptions[] {
  return [
    {
      label: '文件',
      submenu: [
        {
          label: '打印…',
          accelerator: 'CmdOrCtrl+P',
          click: (_item, window) => {
            if (window && 'webContents' in window) void print(window.webContents as Electron.WebContents);
          },
        },
        { type: 'separator' },
        { role: 'quit', label: '退出' },
      ],
    },
    {
      label: '编辑',
      submenu: [
        { role: 'undo', label: '撤销' },
        { role: 'redo', label: '重做' },
        { type: 'separator' },
        { role: 'cut', label: '剪切' },
        { role: 'copy', label: '复制' },
        { role: 'paste', label: '粘贴' },
        { role: 'selectAll', label: '全选' },
      ],
    },
    {
      label: '视图',
      submenu: [
        { role: 'resetZoom', label: '实际大小' },
        { role: 'zoomIn', label: '放大' },
        { role: 'zoomOut', label: '缩小' },
        { role: 'togglefullscreen', label: '全屏' },
        ...(developing ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
      ],
    },
    { label: '帮助', submenu: [{ role: 'about', label: '关于' }] },
  ];
}

export function setMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(!app.isPackaged)));
}
