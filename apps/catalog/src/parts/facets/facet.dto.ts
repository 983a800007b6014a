import { ApiProperty } from '@nestjs/swagger';
import { BoolField, IntField, TextField } from '@tandem/http';

export class FacetValueView {
  @TextField({ description: 'What the parameter of the same name takes.' })
  value!: string;
  @TextField({ description: 'What people call it.' })
  label!: string;
  @IntField({
    description: 'Parts that a list has with this value, under all other filters as they are.',
  })
  count!: number;
  @BoolField({
    description:
      'False if the count is an estimate: where more than 15,000 parts would have to be looked at, and of a search that does not rank all that match.',
  })
  count_is_exact!: boolean;
}

export class CategoryFacetView extends FacetValueView {
  @IntField({
    description: 'How deep in the tree; 0 at its top. Its count includes what is below.',
  })
  level!: number;
}

export class PriceFacetView extends FacetValueView {
  @TextField({ nullable: true, description: 'For `min_price`.' })
  min_price!: string | null;
  @TextField({ nullable: true, description: 'For `max_price`.' })
  max_price!: string | null;
}

/** What a list can be narrowed by, each counted with all filters but its own. */
export class FacetsView {
  @ApiProperty({ type: [CategoryFacetView] })
  category!: CategoryFacetView[];
  @ApiProperty({ type: [FacetValueView] })
  kind!: FacetValueView[];
  @ApiProperty({ type: [FacetValueView] })
  in_stock!: FacetValueView[];
  @ApiProperty({ type: [PriceFacetView] })
  price!: PriceFacetView[];
  @ApiProperty({ type: [FacetValueView], required: false, description: 'Of games only.' })
  genre?: FacetValueView[];
  @ApiProperty({ type: [FacetValueView], required: false, description: 'Of games only.' })
  platform?: FacetValueView[];
}

export type FacetName = keyof FacetsView;
