/** Prints the window's content, on the desktop through the system's dialog. */
export const print = () => (window.desktop ? void window.desktop.print() : window.print());
