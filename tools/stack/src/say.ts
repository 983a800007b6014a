/** Progress lines with the seconds since the command began. */
export function progress(): (message: string) => void {
  const began = Date.now();
  return (message) => {
    const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
    console.log(`${seconds} s  ${message}`);
  };
}
