/** The palette is opened from the keyboard, the sidebar and the phone's menu; it listens to this event. */
export const OPEN_PALETTE = "dokploy:palette";

export const openPalette = (): void => {
  window.dispatchEvent(new Event(OPEN_PALETTE));
};
