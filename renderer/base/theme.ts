/** The antd theme, built from the tokens of ui/tokens.css. */
import type { ThemeConfig } from 'antd';

export const colours = {
  accent: '#0b6e6e',
  ink: '#17262e',
  ink2: '#52636d',
  ink3: '#58666f',
  line: '#e2e7ea',
  lineStrong: '#c9d2d7',
  bad: '#b3261e',
  warn: '#9a5b00',
  good: '#1a7040',
  accentWeak: '#e3f1f0',
} as const;

const font = '"Microsoft YaHei UI", "Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", system-ui, sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.accent,
    colorLink: colours.accent,
    colorError: colours.bad,
    colorWarning: colours.warn,
    colorSuccess: colours.good,
    colorSuccessBg: '#e4f3ea',
    colorErrorBg: '#fbeae9',
    colorWarningBg: '#fdf1dc',
    colorInfoBg: colours.accentWeak,
    controlItemBgActive: colours.accentWeak,
    controlItemBgActiveHover: '#d5e9e8',
    colorText: colours.ink,
    colorTextSecondary: colours.ink2,
    colorTextTertiary: colours.ink3,
    colorTextPlaceholder: colours.ink3,
    colorBorder: colours.lineStrong,
    colorBorderSecondary: colours.line,
    colorBgLayout: '#f4f6f7',
    borderRadius: 6,
    fontFamily: font,
    fontSize: 14,
    motion: false,
    wireframe: false,
  },
  components: {
    Table: {
      // The words of an empty table, which are instructions, must be read.
      colorTextDisabled: colours.ink3,
      rowSelectedBg: colours.accentWeak,
      rowSelectedHoverBg: '#d5e9e8',
      headerBg: '#fafbfc',
      headerColor: colours.ink2,
      // As the long tables' own heads.
      headerSplitColor: 'transparent',
      fontWeightStrong: 500,
      cellPaddingBlock: 7,
      cellPaddingInline: 10,
      cellPaddingBlockSM: 5,
      cellPaddingInlineSM: 8,
    },
    Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 4px' },
    Card: { bodyPadding: 14, headerHeight: 42 },
    Tabs: { horizontalMargin: '0 0 10px 0' },
  },
};
