/** What narrows a list. Each has its name in the address, under which the list's request takes it. */
interface Named {
  name: string;
  label: string;
}

export type Filter = Named &
  (
    | { kind: 'words'; maxlength: number }
    | { kind: 'choice'; choices: readonly { value: string; title: string }[] }
    | { kind: 'switch' }
    /** A day, and the names of the days it can't be after or before. */
    | { kind: 'day'; until?: string; since?: string }
    /** The page draws it. */
    | { kind: 'own' }
  );

/** Choices of a filter, from what each value looks like. */
export const choicesOf = (looks: Readonly<Record<string, { text: string }>>) =>
  Object.entries(looks).map(([value, { text }]) => ({ value, title: text }));
