/** Who changes a part; the name is kept so that a conflict can say whose change came between. */
export interface Editor {
  id: string | null;
  name: string | null;
}
