import { Module } from '@nestjs/common';
import { G2aBudget } from './budget.js';
import { G2aClient } from './g2a-client.js';

@Module({ providers: [G2aBudget, G2aClient], exports: [G2aBudget, G2aClient] })
export class G2aClientModule {}
