/**
 * The folder that holds `migrations` and `manifest.yml`, in the checkout, the npm package and the image.
 *
 * The bundle keeps its files side by side in `dist`, so this file must stay at the top of `src`, as deep as they are.
 */
export const packageRoot = new URL('..', import.meta.url);
