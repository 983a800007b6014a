import type { FastifyInstance } from 'fastify';
import { requestState } from '../request-state.js';
import type { Admission } from './admission.js';
import { toldDeadlineMs } from './deadline.js';
import { abandoned, overloaded } from './overloaded.js';
import { priorityOf } from './priority.js';

/** Sends away what there is no time for before anything is done for it: before its body is read, and who asks is looked up. */
export function addAdmission(fastify: FastifyInstance, admission: Admission): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const state = requestState(request);
    state.priority = priorityOf(request);
    state.waitsFor(toldDeadlineMs(request));
    if (state.isAbandoned()) {
      state.isShed = true;
      admission.turnedAway(state.priority, 'deadline');
      return done(abandoned());
    }
    state.isShed = !admission.enter(state.priority);
    state.isAdmitted = !state.isShed;
    done(state.isShed ? overloaded() : undefined);
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (requestState(request).isAdmitted) admission.left();
    done();
  });
  fastify.addHook('onClose', (_instance, done) => {
    admission.close();
    done();
  });
}
