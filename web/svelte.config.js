import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

// Roles are written out because a phone draws tables as cards, which takes their own away; keys are heard by what holds
// the items. The built page is checked in a browser instead.
const CHECKED_IN_THE_BROWSER = new Set([
  "a11y_no_redundant_roles",
  "a11y_no_noninteractive_element_interactions",
  "a11y_no_noninteractive_tabindex",
  "a11y_click_events_have_key_events",
]);

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true, warningFilter: (warning) => !CHECKED_IN_THE_BROWSER.has(warning.code) },
};
