import { createVuetify, type ThemeDefinition } from 'vuetify';
import { aliases, mdi } from 'vuetify/iconsets/mdi-svg';
import 'vuetify/styles';

/** Vuetify's own 0.6 leaves field labels below 4.5:1 on the page background. */
const variables = { 'medium-emphasis-opacity': 0.82 };

// Text colours keep at least 4.5:1 on the tonal chips and surfaces they are used on (WCAG AA).
const light: ThemeDefinition = {
  dark: false,
  variables,
  colors: {
    background: '#F6F7F9',
    surface: '#FFFFFF',
    primary: '#1D4ED8',
    secondary: '#334155',
    success: '#14663A',
    warning: '#8A4B00',
    error: '#B3201F',
    info: '#0B5A8F',
  },
};

const dark: ThemeDefinition = {
  dark: true,
  variables,
  colors: {
    background: '#0F141B',
    surface: '#18202A',
    'surface-bright': '#B6C2D1',
    primary: '#8FB4FF',
    secondary: '#B6C2D1',
    success: '#6FD79B',
    warning: '#F2B35E',
    error: '#FF9A93',
    info: '#7CC4F5',
  },
};

/** The one look of both sites; each names its accent. */
export function createTheme(accent?: { light: string; dark: string }) {
  return createVuetify({
    icons: { defaultSet: 'mdi', aliases, sets: { mdi } },
    theme: {
      defaultTheme: 'system',
      themes: {
        light: { ...light, colors: { ...light.colors, ...(accent && { primary: accent.light }) } },
        dark: { ...dark, colors: { ...dark.colors, ...(accent && { primary: accent.dark }) } },
      },
    },
    defaults: {
      VCard: { rounded: 'lg' },
      VBtn: { rounded: 'md' },
      VAlert: { rounded: 'lg' },
      VRadio: { color: 'primary' },
      VSwitch: { color: 'primary' },
      VTextField: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
      VTextarea: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
      VSelect: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
      VNumberInput: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
      VAutocomplete: { variant: 'outlined', density: 'comfortable', hideDetails: 'auto' },
    },
  });
}
