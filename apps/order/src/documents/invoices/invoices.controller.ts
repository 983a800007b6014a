import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import type { Invoice } from './invoice.js';
import { invoicePdf } from './invoice-pdf.js';
import { InvoicesQueries } from './invoices.queries.js';

const PDF = { schema: { type: 'string', format: 'binary' } };

@Controller('api/v1')
export class InvoicesController {
  constructor(private readonly invoices: InvoicesQueries) {}

  @Get('orders/:id/invoice')
  @Authenticated()
  @Header('cache-control', 'private, no-store')
  @ApiTags('orders')
  @ApiOperation({
    summary: 'The invoice of the shopper’s own order; 409 `not_paid` before payment',
  })
  @ApiProduces('application/pdf')
  @ApiOkResponse(PDF)
  async own(@UuidId('id') id: string, @CurrentUser() user: AuthUser): Promise<StreamableFile> {
    return asFile(await this.invoices.of(id, user.id));
  }

  @Get('admin/orders/:id/invoice')
  @RequirePermission('orders:read')
  @Header('cache-control', 'private, no-store')
  @ApiTags('admin: orders')
  @ApiOperation({ summary: 'The invoice of any order; 409 `not_paid` before payment' })
  @ApiProduces('application/pdf')
  @ApiOkResponse(PDF)
  async any(@UuidId('id') id: string): Promise<StreamableFile> {
    return asFile(await this.invoices.of(id));
  }
}

async function asFile(invoice: Invoice): Promise<StreamableFile> {
  const pdf = await invoicePdf(invoice);
  return new StreamableFile(pdf, {
    type: 'application/pdf',
    disposition: `inline; filename="${invoice.number}.pdf"`,
    length: pdf.length,
  });
}
