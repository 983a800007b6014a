/** How series are told apart: by colour, and by dashes for who does not see colours. */
export const LOOKS: readonly { stroke: string; dash: number[] }[] = [
  { stroke: '#1f6feb', dash: [] },
  { stroke: '#d1590d', dash: [8, 3] },
  { stroke: '#2a8a4a', dash: [3, 3] },
  { stroke: '#a13d9b', dash: [10, 3, 2, 3] },
  { stroke: '#a87b00', dash: [] },
  { stroke: '#0f8b8d', dash: [8, 3] },
  { stroke: '#c2255c', dash: [3, 3] },
  { stroke: '#6b7280', dash: [10, 3, 2, 3] },
];
