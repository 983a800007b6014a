import { computed } from 'vue';
import { useTerms } from '../categories/term-queries';

interface Choice {
  value: string;
  title: string;
}

/** Genres and platforms to choose from; a part that is no game has none. */
export function useTermChoices(isGame: () => boolean) {
  const choicesOf = (list: 'genres' | 'platforms') => {
    const { terms } = useTerms(list, isGame);
    return computed(() => terms.value.map(({ id, name }): Choice => ({ value: id, title: name })));
  };
  return { genres: choicesOf('genres'), platforms: choicesOf('platforms') };
}

/** Several of them as they read in a sentence. */
export function namesOf(choices: readonly Choice[], ids: unknown): string {
  const chosen = choices.filter(({ value }) => (ids as string[]).includes(value));
  return chosen.map(({ title }) => title).join(', ') || 'None';
}
