// Electron shell: the name of the one IPC channel.

export const LINK_CHANNEL = 'throughline';
