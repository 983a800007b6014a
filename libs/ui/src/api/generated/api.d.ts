// Made from docs/openapi.json by "npm run api:types".
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns the public keys that verify access tokens */
        get: operations["Jwks_jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the monitoring has told: what goes on, or what has ended */
        get: operations["Alerts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that you look after an alert */
        post: operations["Alerts_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what was changed in any service, newest first
         * @description One answer looks through at most 5,000 changes. When few of them fit, `items` is short or empty and `next_cursor` goes on from there.
         */
        get: operations["Audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was changed, as CSV
         * @description At most 100,000 changes, newest first. A file that has not all of them says so in its last line, and from when on to ask for the rest.
         */
        get: operations["Audit_exportCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did how much of what in a period
         * @description The newest 200,000 changes of the period are counted at most; `counted_from` says from when on.
         */
        get: operations["AuditReport_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit/saved-filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The filters of the audit log that you have saved, by name */
        get: operations["SavedFilters_list"];
        put?: never;
        /** Saves a filter of the audit log for yourself, 50 at most */
        post: operations["SavedFilters_save"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit/saved-filters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a filter that you have saved */
        delete: operations["SavedFilters_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of many parts at once, newest first */
        get: operations["Bulk_listBulkChanges"];
        put?: never;
        /** Freezes which parts a change is for and what it makes of each; nothing is changed yet */
        post: operations["Bulk_previewBulkChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk-stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Freezes which parts a change of stock is for and what it makes of each; nothing is changed yet */
        post: operations["BulkStock_previewBulkStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk-stock/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a bulk change of stock; what is changed already stays */
        post: operations["BulkStock_cancelBulkStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk-stock/{id}/repeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does again what a bulk change could not do; the answer is the change that does it */
        post: operations["BulkStock_repeatBulkStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk-stock/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a previewed change of stock, in the background */
        post: operations["BulkStock_startBulkStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk-stock/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the parts their former stock again, apart from those whose stock has moved since */
        post: operations["BulkStock_undoBulkStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bulk changes as CSV, newest first
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["BulkFile_exportBulkChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One bulk change with its progress */
        get: operations["Bulk_getBulkChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a bulk change; what is changed already stays */
        post: operations["Bulk_cancelBulkChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk/{id}/repeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does again what a bulk change could not do; the answer is the change that does it */
        post: operations["Bulk_repeatBulkChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each part of a bulk change: before, after, and what became of it */
        get: operations["Bulk_listBulkRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk/{id}/rows.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of each part of a bulk change, as CSV
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["Bulk_exportBulkRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a previewed change, in the background */
        post: operations["Bulk_startBulkChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bulk/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the parts their former values again, apart from those that somebody has changed since */
        post: operations["Bulk_undoBulkChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/cache": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much the shop’s cache answers, and what shoppers read most
         * @description Counts are noted once a minute.
         */
        get: operations["Cache_state"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/cache/warm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has what shoppers read most read into the cache */
        post: operations["Cache_warm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All categories, with what staff need to edit them */
        get: operations["AdminCategory_listAdminCategories"];
        put?: never;
        /** Adds a category */
        post: operations["AdminCategory_createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Renames or moves a category
         * @description Answers 202 while parts still follow its new name: `change` tells how far they are.
         */
        put: operations["AdminCategory_updateCategory"];
        post?: never;
        /**
         * Deletes a category, or merges it into another
         * @description Shoppers find its parts in the other category at once. Answers 202 while parts still leave it: `change` tells how far they are.
         */
        delete: operations["AdminCategory_deleteCategory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/categories/{id}/delete-impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in a category and has to go elsewhere when it is deleted */
        get: operations["AdminCategory_readImpact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/consistency/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a check; 409 while one runs */
        post: operations["Consistency_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/consistency/reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether pages showed what was announced, read from outside */
        get: operations["Reads_reads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/consistency/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Repairs differences from the owner’s truth */
        post: operations["Consistency_repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/consistency/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest check of the shop’s records, and what it found */
        get: operations["Consistency_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists customers, most recent order first by default */
        get: operations["Staff_listCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/customers.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The customers of the table as CSV
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["StaffFiles_exportCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A customer with wallet, newest orders and newest transactions */
        get: operations["Staff_getCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/customers/{id}/transactions.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What moved in a customer’s wallet as CSV, newest first
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["StaffFiles_exportTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the stored events, newest first */
        get: operations["Events_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that a service could not handle, newest first */
        get: operations["DeadLetters_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A message that a service could not handle, dealt with or not */
        get: operations["DeadLetters_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events/dead-letters/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that nobody will handle a message; it is kept with the reason */
        post: operations["DeadLetters_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events/dead-letters/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retries a message at once; one that was dealt with stays as it is */
        post: operations["DeadLetters_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands events of the past to one consumer group once more, or to a topic for debugging */
        post: operations["Replays_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest replays, newest first */
        get: operations["Replays_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events/replays/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a replay goes */
        get: operations["Replays_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/events/replays/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops a replay; what was handed over stays so */
        post: operations["Replays_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists every feature flag with what was decided about it, by name */
        get: operations["AdminFlags_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/flags/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Decides about a feature flag; pages and services follow at once */
        put: operations["AdminFlags_decide"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/g2a/refused-products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Products of G2A that the catalogue has refused, newest first */
        get: operations["RefusedProducts_listRefusedProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/g2a/refused-products.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The refused products of the table as CSV
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["RefusedProductsFile_exportRefusedProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/g2a/refused-products/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries to take a refused product again, as G2A told it last */
        post: operations["RefusedProducts_retryRefusedProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/game-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the purchases of game keys, newest first */
        get: operations["Purchases_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/game-keys.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The purchases of the table as CSV, without the keys
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["PurchasesFile_exportPurchases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/game-keys/{purchase_id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives up on a key: the shopper gets the money of the unit back */
        post: operations["Purchases_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/game-keys/{purchase_id}/replace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Buys another key; what was paid for the one before is written off */
        post: operations["Purchases_replace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/game-keys/{purchase_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with a purchase; nothing that may be paid is paid again */
        post: operations["Purchases_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/game-keys/{purchase_id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stores a key that staff have by hand */
        post: operations["Purchases_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/genres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All of them, with what staff need to edit them */
        get: operations["AdminGenre_listTerms"];
        put?: never;
        /** Adds one */
        post: operations["AdminGenre_createTerm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/genres/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Renames one
         * @description Answers 202 while games still follow its new name: `change` tells how far they are.
         */
        put: operations["AdminGenre_updateTerm"];
        post?: never;
        /**
         * Deletes one, or merges it into another
         * @description Answers 202 while games still have it: `change` tells how far they are.
         */
        delete: operations["AdminGenre_deleteTerm"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/genres/{id}/delete-impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many games have it, which lose it when it is deleted */
        get: operations["AdminGenre_readImpact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How each service and what it depends on is, and since when */
        get: operations["Health_now"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/health/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When a service or what it depends on went down and came up, newest first */
        get: operations["Health_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/import-columns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the columns of a file are for; its first 256 KiB are enough */
        post: operations["Imports_previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, newest first */
        get: operations["Imports_listImports"];
        put?: never;
        /** Imports parts from a file of CSV or JSON Lines */
        post: operations["Imports_createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an import has come, and what became of its rows */
        get: operations["Imports_getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/imports/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Imports for real what was a dry run */
        post: operations["Imports_applyImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops an import; the rows that are taken in stay so */
        post: operations["Imports_cancelImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/imports/{id}/errors.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows that failed, each with the reason */
        get: operations["Imports_importErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/imports/{id}/repeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with an import that has stopped, or imports the rows that failed once more; the answer is the import that does it */
        post: operations["Imports_repeatImportRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/imports/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with an import that was cancelled or has failed */
        post: operations["Imports_resumeImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What went wrong, newest first; one incident is open at a time */
        get: operations["Incidents_list"];
        put?: never;
        /** Opens an incident where no alert did; 409 while one is open */
        post: operations["Incidents_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An incident with its timeline */
        get: operations["Incidents_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/incidents/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes an incident */
        post: operations["Incidents_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/incidents/{id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds to the timeline: a note, what was done, or what the public reads */
        post: operations["Incidents_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/incidents/{id}/entries/{entry_id}/hide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a public entry off the status page; staff go on seeing it */
        post: operations["Incidents_hide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the unfinished jobs of all services, newest first */
        get: operations["Jobs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retries a job at once, including a failed one */
        post: operations["Jobs_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the shop runs: what its metrics said in the last minutes */
        get: operations["Charts_charts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller’s updates that failed, newest first, until they are dismissed */
        get: operations["AdminNotices_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/notices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Dismisses one of the caller’s notices */
        delete: operations["AdminNotices_dismiss"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all orders, newest first by default */
        get: operations["Staff_listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The orders of the table as CSV
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["StaffFiles_exportOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order with its full history */
        get: operations["Staff_getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels an order that has not been handed over */
        post: operations["StaffMoves_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks an order as completed */
        post: operations["StaffMoves_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands an order over for delivery; it can no longer be cancelled */
        post: operations["StaffMoves_handOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/invoice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The invoice of any order; 409 `not_paid` before payment */
        get: operations["Invoices_any"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refunds an order in full or in part
         * @description A refund to the wallet is immediate. A refund through a payment provider is `requested` until the provider has paid it out. A request with the same key returns the first answer and makes no second refund.
         */
        post: operations["Refunds_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/orders/{id}/refunds/{refund_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retries a failed refund or the failed return of its goods */
        post: operations["Refunds_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All parts with all their fields */
        get: operations["AdminPart_listAdminParts"];
        put?: never;
        /** Adds a part */
        post: operations["AdminPart_createPart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The parts of the table as CSV, which can be imported again */
        get: operations["Exports_exportCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The parts of the table as JSON Lines, which can be imported again */
        get: operations["Exports_exportJsonLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One part with all its fields */
        get: operations["AdminPart_getAdminPart"];
        /** Changes the fields that are given */
        put: operations["AdminPart_updatePart"];
        post?: never;
        /** Deletes a part; it can be restored */
        delete: operations["AdminPart_deletePart"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/delete-impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what deleting a part affects, with the token that confirms the deletion */
        get: operations["AdminPart_deleteImpact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a part, newest first */
        get: operations["AdminVersion_listPartEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/fields/{field}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a field back to G2A: it shows what a sync told last */
        post: operations["FieldOwner_releasePartField"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds an image, uploaded or fetched from an address */
        post: operations["AdminImage_addImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/images/{image_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says what an image shows: its alternative text */
        put: operations["AdminImage_describeImage"];
        post?: never;
        /** Removes an image */
        delete: operations["AdminImage_deleteImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/images/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Reorders the images of a part */
        put: operations["AdminImage_orderImages"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/planned/repeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries again at once what was planned for a part and could not be done at its time */
        post: operations["AdminPart_repeatPlannedSwitch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link to the part’s page in the shop, for a quarter of an hour */
        post: operations["Preview_linkPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The prices that a part had, newest first */
        get: operations["PriceHistory_listPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings a deleted part back */
        post: operations["AdminPart_restorePart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stock of one part, straight from the database */
        get: operations["Stock_read"];
        /** Sets the stock of a part */
        put: operations["Stock_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/stock/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the stock of a part by a difference; concurrent changes add up */
        post: operations["Stock_adjust"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/stock/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stock movements of one part, newest first */
        get: operations["Stock_movements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/stock/movements.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stock movements of one part as CSV, newest first
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["Movements_exportPartMovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/stock/safety-buffer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The units of a part that are kept back */
        get: operations["SafetyBuffers_read"];
        /** Keeps units back of a part that an outside system counts */
        put: operations["SafetyBuffers_set"];
        post?: never;
        /** Removes the safety buffer of a part; then the one of its category counts */
        delete: operations["SafetyBuffers_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of the content, newest first */
        get: operations["AdminVersion_listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/versions/{a}/diff/{b}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What differs between two versions */
        get: operations["AdminVersion_diffVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/versions/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version with its content */
        get: operations["AdminVersion_getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/versions/{n}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the content of an old version the newest, or some fields of it */
        post: operations["AdminVersion_rollbackPart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parts/{id}/versions/{n}/rollback-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells whether what a version refers to is still there */
        get: operations["AdminVersion_checkRollBack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All of them, with what staff need to edit them */
        get: operations["AdminPlatform_listTerms"];
        put?: never;
        /** Adds one */
        post: operations["AdminPlatform_createTerm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/platforms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Renames one
         * @description Answers 202 while games still follow its new name: `change` tells how far they are.
         */
        put: operations["AdminPlatform_updateTerm"];
        post?: never;
        /**
         * Deletes one, or merges it into another
         * @description Answers 202 while games still have it: `change` tells how far they are.
         */
        delete: operations["AdminPlatform_deleteTerm"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/platforms/{id}/delete-impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many games have it, which lose it when it is deleted */
        get: operations["AdminPlatform_readImpact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all roles */
        get: operations["AdminRoles_listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/roles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One role */
        get: operations["AdminRoles_getRole"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/roles/{name}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replaces the permissions of a role; losing one ends the sessions of who has the role
         * @description 409 `fixed_role` for that of administrators and that of customers.
         */
        put: operations["AdminRoles_replacePermissions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/search/misses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Searches of shoppers that found nothing in the last thirty days
         * @description Those looked for most first, without those that have synonyms. Of nobody in particular.
         */
        get: operations["SearchSettings_listMisses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/search/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The languages whose stems words are found by */
        get: operations["SearchSettings_readSettings"];
        /**
         * Chooses the languages
         * @description Parts follow in the background: `change` tells how far they are. What was found before is found meanwhile.
         */
        put: operations["SearchSettings_updateSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/search/synonyms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All groups of synonyms, those changed last first */
        get: operations["Synonym_listSynonyms"];
        put?: never;
        /**
         * Adds a group of synonyms
         * @description The next search knows it. Words in quotes are looked for as they are.
         */
        post: operations["Synonym_createSynonym"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/search/synonyms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a group of synonyms */
        put: operations["Synonym_updateSynonym"];
        post?: never;
        /** Deletes a group of synonyms */
        delete: operations["Synonym_deleteSynonym"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/slow-statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statements of the databases that took long, the slowest first
         * @description With the plan that the server makes for them and what to look at.
         */
        get: operations["SlowStatements_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stock/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes up to 1,000 parts: all of them or none */
        post: operations["Stock_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stock/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stock movements of all parts, newest first
         * @description A page may have fewer items than asked for, or none, and a next one.
         */
        get: operations["Movements_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stock/movements.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The stock movements of all parts as CSV, newest first
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["Movements_exportMovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stock/safety-buffers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The parts and categories of which units are kept back */
        get: operations["CategoryBuffers_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stock/safety-buffers.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The safety buffers of the table as CSV
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["SafetyBuffersFile_exportSafetyBuffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stock/safety-buffers/categories/{category_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The units that are kept back of each part in a category */
        get: operations["CategoryBuffers_read"];
        /** Keeps units back of each part in a category that an outside system counts and that has no buffer of its own */
        put: operations["CategoryBuffers_set"];
        post?: never;
        /** Removes the safety buffer of a category */
        delete: operations["CategoryBuffers_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/g2a/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a synchronisation of the products of G2A; 409 while one runs */
        post: operations["Runs_products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/g2a/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a check of the stock at G2A; 409 while one runs */
        post: operations["Runs_stock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the systems outside stand: heard, read, next, budget left */
        get: operations["Integrations_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts reading the whole stock of the warehouse; 409 while one runs */
        post: operations["Runs_inventory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which part is which product outside, newest first */
        get: operations["Links_list"];
        put?: never;
        /** Links a part to a product outside */
        post: operations["Links_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/links.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The links of the table as CSV
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["LinksFile_exportLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/links/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Undoes a link; no run makes it again */
        delete: operations["Links_undo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs of synchronisation, newest first */
        get: operations["Runs_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/runs.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The runs of the table as CSV
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["RunsFile_exportRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run, with what could not be done in it */
        get: operations["Runs_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/shortfalls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parts of which orders need more than outside systems have */
        get: operations["Shortfalls_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/shortfalls.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The shortfalls of the table as CSV
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["ShortfallsFile_exportShortfalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sync/shortfalls/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts that the units are missing; the orders are for staff to handle */
        post: operations["Shortfalls_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Traces that were kept, the newest first
         * @description Those in which something failed, those that took long, and a small share of the rest.
         */
        get: operations["Traces_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/traces/{trace_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One trace with its spans */
        get: operations["Traces_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists accounts, newest first
         * @description A page may have fewer items than asked for, or none, and a next one.
         */
        get: operations["AdminUsers_listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The accounts that the filters leave as CSV, newest first
         * @description At most 100,000 rows. A file that has not all of them says so in its last line.
         */
        get: operations["UsersFile_exportUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account */
        get: operations["AdminUsers_getUser"];
        put?: never;
        post?: never;
        /**
         * Deletes a deactivated account for ever
         * @description Address, name, roles, sessions, cart, wishlist and notices are gone; orders, ledger and audit keep an id that leads to nobody. 409 `account_in_use`, `account_owed`, `wallet_not_empty` (with `balances`), `own_account`, `last_admin`.
         */
        delete: operations["AdminUsers_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an account out of use and ends its sessions
         * @description 409 `own_account` for one’s own, `last_admin` for the only administrator.
         */
        post: operations["AdminUsers_deactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts an account back into use */
        post: operations["AdminUsers_reactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces the roles of a user; losing a role ends their sessions */
        put: operations["AdminUsers_replaceRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a person is signed in, newest first */
        get: operations["AdminUsers_listSessions"];
        put?: never;
        post?: never;
        /** Signs a person out everywhere */
        delete: operations["AdminUsers_endSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the endpoints that are told of public changes, newest first */
        get: operations["WebhookEndpoints_list"];
        put?: never;
        /** Registers an endpoint and makes its secret */
        post: operations["WebhookEndpoints_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One endpoint */
        get: operations["WebhookEndpoints_one"];
        /** Changes an endpoint, or switches it on or off */
        put: operations["WebhookEndpoints_change"];
        post?: never;
        /** Removes an endpoint with its secrets and its log */
        delete: operations["WebhookEndpoints_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The delivery log of an endpoint, newest first */
        get: operations["Deliveries_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/deliveries/{delivery_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one message again, under its former id */
        post: operations["Deliveries_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends again what was given up since a time, 10,000 at most */
        post: operations["Deliveries_resendFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The secrets that sign now: one, or two for a day after a rotation */
        get: operations["WebhookEndpoints_showSecrets"];
        put?: never;
        /** Makes a new secret; the former one signs for a day more */
        post: operations["WebhookEndpoints_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test message */
        post: operations["Deliveries_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the notifications of outside systems, newest first */
        get: operations["Inbox_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a notification dealt with once more */
        post: operations["Inbox_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/confirm-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms an e-mail address with the token of the mail, once
         * @description 404 `confirmation_unknown`, 409 `confirmation_used`, 410 `confirmation_expired`. Whoever holds the token may, signed in or not.
         */
        post: operations["Confirmations_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/confirm-email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends the signed-in user another confirmation e-mail
         * @description 409 `already_confirmed`, 429 `rate_limited`.
         */
        post: operations["Confirmations_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in; the refresh token is set in an HttpOnly cookie */
        post: operations["SignIn_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session of the refresh cookie, or else of the access token */
        post: operations["SignIn_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns the caller with current roles and permissions */
        get: operations["Me_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges the refresh cookie for a new one; reusing an old cookie ends the session */
        post: operations["SignIn_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Creates an account and signs in; the refresh token is set in an HttpOnly cookie */
        post: operations["SignIn_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the caller’s sessions, newest first */
        get: operations["Sessions_listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the caller’s sessions */
        delete: operations["Sessions_endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/back-in-stock/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms a guest’s address with the link of the mail */
        post: operations["StockNotices_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/back-in-stock/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends all requests of the person that the mail went to */
        post: operations["StockNotices_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cart with current prices and availability */
        get: operations["Carts_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a quantity of a part to the cart; a guest receives a cookie */
        post: operations["Carts_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart/items/{part_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets the quantity of a part in the cart */
        put: operations["Carts_set"];
        post?: never;
        /** Removes a part from the cart */
        delete: operations["Carts_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cart/migrate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves the guest’s cart and wishlist into the account, if sign-in failed to do so */
        post: operations["Migration_migrate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tree of categories, with counts */
        get: operations["Taxonomy_listCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public changes of parts, oldest first, by a cursor: nothing left out, nothing twice
         * @description For copies of the catalogue. To begin: take `next_after` of `?after=latest`, read all parts, then follow from there and read each changed part again.
         */
        get: operations["Changes_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checkout/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checks the availability of each line in the database, never in a cache
         * @description Parts that an outside system counts are asked for there as well, for at most a second. Without its answer the database decides.
         */
        post: operations["Checkout_validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The feature flags that pages may see, as they are for the caller */
        get: operations["Flags_answers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/games": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Games on sale: search, filters, sorting */
        get: operations["Part_listGames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/games/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One game, as shoppers see it */
        get: operations["Part_getGame"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/genres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The genres of games, with counts */
        get: operations["Taxonomy_listGenres"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An image, in one of its widths */
        get: operations["Image_getImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shopper’s own orders, newest first */
        get: operations["Orders_list"];
        put?: never;
        /**
         * Places an order for the whole cart: all lines are reserved and paid, or none
         * @description A request with the same key returns the same answer and places no second order. 503 `order_in_progress` means that the outcome is still open: repeat the request with the same key.
         */
        post: operations["Orders_place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order with its history and refunds */
        get: operations["Orders_detail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels an order that has not been handed over */
        post: operations["Orders_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/invoice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The invoice of the shopper’s own order; 409 `not_paid` before payment */
        get: operations["Invoices_own"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/keys/{key_id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows a game key to its owner
         * @description Every request is logged. A key that was shown can be shown again.
         */
        post: operations["Keys_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parts and games on sale: search, filters, sorting */
        get: operations["Part_listParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One part or game, as shoppers see it */
        get: operations["Part_getPart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parts/{id}/back-in-stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks to be told when a product is back in stock
         * @description A signed-in shopper is told at the address of the account. A guest first gets a mail with a link; the answer is the same whether the address is known or not.
         */
        post: operations["StockNotices_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parts/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One part as shoppers will see it, for whoever has a link to its preview */
        get: operations["Preview_getPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The platforms of games, with counts */
        get: operations["Taxonomy_listPlatforms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search-suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a shopper may be typing: words, categories and parts */
        get: operations["Suggestions_suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the shop is, and what it has told of what went wrong */
        get: operations["Status_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the shopper’s payments and refunds, newest first */
        get: operations["Transactions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shopper’s wallet */
        get: operations["Wallet_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet/top-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tops up the wallet
         * @description A top-up with g2a_pay is `pending` until the shopper pays at `redirect_url`.
         */
        post: operations["Wallet_topUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet/top-ups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The status of a top-up */
        get: operations["Wallet_topUpOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/g2a/ipn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Receives a notification of G2A PAY, which is repeated until it is answered with 200 */
        post: operations["Notifications_notify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/g2a/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receives a notification of an order at G2A, signed by `X-G2A-Signature`
         * @description `X-G2A-Signature` is the hex HMAC-SHA256 of `X-G2A-Timestamp`, `.`, `X-G2A-Nonce`, `.` and the body. A nonce is taken once.
         */
        post: operations["OrderNotifications_notify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receives a notification of the warehouse, signed by `X-Inventory-Signature`
         * @description `X-Inventory-Signature` is the hex HMAC-SHA256 of `X-Inventory-Timestamp`, `.`, `X-Inventory-Nonce`, `.` and the body. A nonce is taken once.
         */
        post: operations["Hints_notify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wishlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The wishlist, newest first, with current prices and availability */
        get: operations["Wishlists_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wishlist/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a part to the wishlist; repeating the call changes nothing */
        post: operations["Wishlists_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wishlist/items/{part_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a part from the wishlist */
        delete: operations["Wishlists_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountView: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Since when the person can’t sign in; null for an account in use.
             */
            deactivated_at: string | null;
            display_name: string;
            /** Format: email */
            email: string;
            email_confirmed: boolean;
            /** Format: uuid */
            id: string;
            /**
             * @example [
             *       "stock:read",
             *       "stock:write"
             *     ]
             */
            permissions: string[];
            /**
             * @example [
             *       "customer"
             *     ]
             */
            roles: string[];
            version: number;
        };
        AddEntryDto: {
            /** @description What is seen or thought, what was done, or what the public reads. */
            kind: components["schemas"]["NewIncidentEntryKind"];
            /**
             * @description What the public reads above it; needed with the first public entry, and another one replaces it.
             * @example Payments take longer than usual
             */
            public_title?: string;
            said: string;
        };
        AddItemBody: {
            part_id: number;
            quantity: number;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        AdjustStockDto: {
            /** @description The units added (+) or removed (-). */
            delta: number;
            /** @description The reason for the change, kept with the stock movement. */
            reason: string;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        AdminCategoryList: {
            items: components["schemas"]["AdminCategoryView"][];
            next_cursor: string | null;
        };
        AdminCategoryView: {
            /** @description What its parts still have to follow. */
            change: components["schemas"]["CategoryChangeView"] | null;
            /**
             * Format: uuid
             * @description The category that this one is being closed into.
             */
            closes_into: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: uuid */
            parent_id: string | null;
            /** @description The number of parts directly in it, without deleted parts. */
            parts: number;
            position: number;
            slug: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        AdminPartPage: {
            items: components["schemas"]["AdminPartView"][];
            next_cursor: string | null;
            total: number;
            total_is_exact: boolean;
        };
        AdminPartView: {
            category: components["schemas"]["ReferenceView"] | null;
            /** Format: uuid */
            category_id: string | null;
            /** Format: date-time */
            changed_at: string;
            /** Format: uuid */
            changed_by: string | null;
            changed_by_name: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description Sanitised HTML. A list shortens a long description, unless `fields` names it. */
            description: string;
            /** @description Games only. */
            developer?: string | null;
            genres: components["schemas"]["ReferenceView"][];
            id: number;
            images: components["schemas"]["ImageView"][];
            /** @enum {string} */
            kind: "physical" | "game";
            /** @description Whose each field is that G2A tells: a sync leaves what is staff’s. Null for a part that no product of G2A is linked to. */
            owners: {
                [key: string]: "staff" | "g2a";
            } | null;
            part_name: string;
            platforms: components["schemas"]["ReferenceView"][];
            price: components["schemas"]["MoneyDto"];
            /**
             * Format: date-time
             * @description When a scheduled part becomes active by itself.
             */
            publish_at: string | null;
            /** @description Games only. */
            publisher?: string | null;
            /** @description Games only. */
            region?: string | null;
            /**
             * Format: date
             * @description Games only.
             */
            release_date?: string | null;
            sale: components["schemas"]["SaleView"] | null;
            sku: string;
            slug: string;
            specifications: components["schemas"]["SpecificationView"][];
            /**
             * @description Shoppers find and buy only active parts; the page of a discontinued one stays. Archived: hidden.
             * @enum {string}
             */
            status: "draft" | "scheduled" | "active" | "archived" | "discontinued";
            stock: components["schemas"]["StaffStockView"];
            /** Format: date-time */
            updated_at: string;
            /** @description Grows by one with every change of the content. */
            version: number;
        };
        AdminTermList: {
            items: components["schemas"]["AdminTermView"][];
            next_cursor: string | null;
        };
        AdminTermView: {
            /** @description What its games still have to follow. */
            change: components["schemas"]["CategoryChangeView"] | null;
            /**
             * Format: uuid
             * @description The one that this one is being merged into.
             */
            closes_into: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The number of games that have it, without deleted games. */
            parts: number;
            slug: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        AttemptView: {
            /** @description The first bytes of the answer. */
            answer: string | null;
            /** Format: date-time */
            at: string;
            duration_ms: number;
            error: string | null;
            /** @description Null: there was no answer. */
            status: number | null;
        };
        AuditEntry: {
            /** Format: date-time */
            changed_at: string;
            /**
             * Format: uuid
             * @description Null when no person made the change.
             */
            changed_by: string | null;
            /** @description Null too when the account is gone. */
            changed_by_email: string | null;
            /** @description Of the request that made the change: its trace can be found by it. */
            correlation_id: string | null;
            /** @example 1042 */
            id: string;
            ip_address: string | null;
            new_values: {
                [key: string]: unknown;
            } | null;
            old_values: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            operation: "INSERT" | "UPDATE" | "DELETE";
            /** @example 7 */
            record_id: string | null;
            /** @example parts */
            table_name: string;
            /**
             * @description The schema of the service that owns the table.
             * @example catalog
             */
            table_schema: string;
            user_agent: string | null;
        };
        AuditFilters: {
            changed_by?: string;
            /** Format: date */
            from?: string;
            /** @enum {string} */
            operation?: "INSERT" | "UPDATE" | "DELETE";
            q?: string;
            record_id?: string;
            /** @example parts */
            table?: string;
            /** Format: date */
            to?: string;
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            next_cursor: string | null;
        };
        AuditReport: {
            /**
             * Format: date-time
             * @description From when on all changes are counted: `from`, or later when there are too many.
             */
            counted_from: string;
            /** Format: date-time */
            from: string;
            /** @description Most changes first. */
            items: components["schemas"]["AuditReportLine"][];
            /** Format: date-time */
            to: string;
        };
        AuditReportLine: {
            /** Format: uuid */
            changed_by: string | null;
            changed_by_email: string | null;
            changes: number;
            /** Format: date-time */
            last_changed_at: string;
            /** @enum {string} */
            operation: "INSERT" | "UPDATE" | "DELETE";
            table_name: string;
            table_schema: string;
        };
        BackInStockDto: {
            /**
             * Format: email
             * @description Needed from guests, who get a mail with a link to confirm it.
             */
            email?: string;
        };
        BudgetSharesView: {
            catalogue: number;
            order: number;
            stock: number;
        };
        BudgetView: {
            instances: number;
            left: components["schemas"]["BudgetSharesView"];
            /** @description Requests in any minute. */
            limit: number;
            /** @description False: Redis is away, and this is the part of one instance. */
            shared: boolean;
            /** @description Requests in the last minute. */
            used: number;
        };
        BufferOfCategoryDto: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The units that are kept back of each part. */
            pieces: number;
        };
        BulkChangeDto: {
            /** Format: uuid */
            category_id?: string | null;
            price?: components["schemas"]["BulkPriceDto"];
            /** @enum {string} */
            status?: "draft" | "active" | "archived" | "discontinued";
        };
        BulkFieldsDto: {
            /** Format: uuid */
            category_id?: string | null;
            price?: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            publish_at?: string | null;
            /** @enum {string} */
            status?: "draft" | "scheduled" | "active" | "archived" | "discontinued";
            /** @description The units in stock. */
            stock?: number;
        };
        BulkFilterDto: {
            /** @description Slug or id of a category, including its subcategories. */
            category?: string;
            /** @description Slug or id of a genre. */
            genre?: string;
            in_stock?: boolean;
            /** @enum {string} */
            kind?: "physical" | "game";
            /** @description Only parts at or below their minimum stock level. */
            low_stock?: boolean;
            /** @description The highest price, in the part’s own currency. */
            max_price?: string;
            /** @description The lowest price, in the part’s own currency. */
            min_price?: string;
            /** @description Slug or id of a platform. */
            platform?: string;
            /** @description Searches names, descriptions, SKU and specifications. */
            q?: string;
            /** @enum {string} */
            status?: "draft" | "scheduled" | "active" | "archived" | "discontinued";
        };
        BulkLineDto: {
            /** @description Cannot be combined with `delta`. */
            current_stock?: number;
            delta?: number;
            /** @description If omitted, the level does not change. */
            min_stock_level?: number;
            part_id: number;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        BulkPreviewDto: {
            change: components["schemas"]["BulkChangeDto"];
            /** @description All parts that the list of parts shows with these filters, in place of `part_ids`. */
            matching?: components["schemas"]["BulkFilterDto"];
            part_ids?: number[];
        };
        BulkPriceDto: {
            /** @description A part whose price is in another currency is refused. */
            amount?: components["schemas"]["MoneyDto"];
            /** @description set: `amount` is the new price. amount: it is added. percent: `percent` of the price is added. */
            mode: components["schemas"]["BulkPriceMode"];
            /** @description From -100 to 1000. */
            percent?: string;
            /**
             * @description 99: to the nearest price that ends in .99.
             * @default none
             */
            rounding: components["schemas"]["BulkRounding"];
        };
        /**
         * @description set: `amount` is the new price. amount: it is added. percent: `percent` of the price is added.
         * @enum {string}
         */
        BulkPriceMode: "set" | "amount" | "percent";
        /** @enum {string} */
        BulkResult: "open" | "done" | "unchanged" | "conflict" | "refused" | "restored" | "not_restored";
        /**
         * @description 99: to the nearest price that ends in .99.
         * @enum {string}
         */
        BulkRounding: "none" | "99";
        BulkRowDto: {
            after: components["schemas"]["BulkFieldsDto"];
            /** @description The fields that change, as they were. */
            before: components["schemas"]["BulkFieldsDto"];
            /** @description The place of the row in the run. */
            id: number;
            part_id: number;
            part_name: string;
            /** @description Why the part was left alone. */
            reason: string | null;
            result: components["schemas"]["BulkResult"];
            sku: string;
        };
        BulkRowPageDto: {
            items: components["schemas"]["BulkRowDto"][];
            next_cursor: string | null;
        };
        BulkRunDto: {
            /** @description Who has started it, or undone it. */
            acting_by_name: string | null;
            change: components["schemas"]["MadeBulkChangeDto"];
            /** @description Were changed by somebody else after the preview, and left alone. */
            conflicts: number;
            /** Format: date-time */
            created_at: string;
            created_by_name: string | null;
            done: number;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: uuid */
            id: string;
            /** @description Were changed after the run, and left alone when it was undone. */
            not_restored: number;
            /** @description Not dealt with yet. */
            open: number;
            /** @description The parts of the run; each has one of the results that follow. */
            parts: number;
            refused: number;
            /** @description Have their former values again. */
            restored: number;
            /** Format: date-time */
            started_at: string | null;
            state: components["schemas"]["BulkState"];
            /** @description Were as asked for already. */
            unchanged: number;
        };
        BulkRunPageDto: {
            items: components["schemas"]["BulkRunDto"][];
            next_cursor: string | null;
        };
        /** @enum {string} */
        BulkState: "ready" | "running" | "finished" | "cancelled" | "undoing" | "undone";
        BulkStockDto: {
            lines: components["schemas"]["BulkLineDto"][];
            /** @description The reason for the change, kept with the stock movement. */
            reason?: string;
        };
        BulkStockPreviewDto: {
            /** @description All parts that the list of parts shows with these filters, in place of `part_ids`. */
            matching?: components["schemas"]["BulkFilterDto"];
            part_ids?: number[];
            stock: components["schemas"]["BulkUnitsDto"];
        };
        BulkUnitsDto: {
            /** @description set: there are to be `units`. amount: they are added. percent: `percent` of the units is added, whole ones, halves up. */
            mode: components["schemas"]["BulkUnitsMode"];
            /** @description From -100 to 1000. */
            percent?: string;
            /** @description Kept with the stock movements. */
            reason: string;
            units?: number;
        };
        /**
         * @description set: there are to be `units`. amount: they are added. percent: `percent` of the units is added, whole ones, halves up.
         * @enum {string}
         */
        BulkUnitsMode: "set" | "amount" | "percent";
        CacheDto: {
            /** @description False while the cache is away or in doubt, and the database is read. */
            is_used: boolean;
            kinds: components["schemas"]["CacheKindDto"][];
            /** @description Changes that the cache has not been told of yet. */
            pending_invalidations: number;
            /** @description The 20 that shoppers read most. */
            popular: components["schemas"]["PopularReadDto"][];
            /** @enum {string} */
            store: "redis" | "memory";
        };
        CacheKindDto: {
            /** @description Share of the reads that the cache answered; null when there were none. */
            hit_rate_last_day: number | null;
            /** @description Share of the reads that the cache answered; null when there were none. */
            hit_rate_last_hour: number | null;
            /** @description What was read: `part`, `game`, `stock`, `list`, … */
            kind: string;
            /** @description Reads of the last 24 hours. */
            reads_last_day: number;
            /** @description Reads of the last hour. */
            reads_last_hour: number;
        };
        CancelOrderDto: {
            reason: string;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        CartItemView: {
            /**
             * Format: date-time
             * @description When the available quantity was last known.
             */
            as_of: string | null;
            /** @description The quantity that this shopper can order now. */
            available: number;
            image_url: string | null;
            /** @enum {string} */
            kind: "physical" | "game";
            line_total: components["schemas"]["MoneyDto"] | null;
            /** @description True if the whole quantity is available now. */
            ok: boolean;
            part_id: number;
            part_name: string;
            /** @description The current price of one unit; null if the part is not for sale. */
            price: components["schemas"]["MoneyDto"] | null;
            quantity: number;
            /** @enum {string|null} */
            reason: "insufficient_stock" | "not_for_sale" | null;
            sku: string;
            slug: string;
            /** @description True while an outside system that counts the part is not heard: the quantity may be outdated. */
            stale: boolean;
        };
        CartView: {
            /** @description The total quantity of all lines. */
            item_count: number;
            items: components["schemas"]["CartItemView"][];
            /** @description The total of the available lines. */
            total: components["schemas"]["MoneyDto"];
            /** @description Grows with every change of the lines. */
            version: number;
        };
        CategoryBufferDto: {
            /** Format: uuid */
            category_id: string;
            category_name: string;
            /** @description The units that are kept back of each part in the category that an outside system counts. Null if the category has no buffer. */
            pieces: number | null;
            /** Format: date-time */
            updated_at: string | null;
            updated_by_name: string | null;
            /** @description 0 until somebody sets a buffer; then it grows with every change. */
            version: number;
        };
        CategoryChangeView: {
            /** @description How many have done so. */
            done: number;
            /** @enum {string} */
            kind: "rename" | "close";
            /** @description How many parts follow the change. */
            total: number;
        };
        CategoryFacetView: {
            /** @description Parts that a list has with this value, under all other filters as they are. */
            count: number;
            /** @description False if the count is an estimate: where more than 15,000 parts would have to be looked at, and of a search that does not rank all that match. */
            count_is_exact: boolean;
            /** @description What people call it. */
            label: string;
            /** @description How deep in the tree; 0 at its top. Its count includes what is below. */
            level: number;
            /** @description What the parameter of the same name takes. */
            value: string;
        };
        CategoryTree: {
            items: components["schemas"]["CategoryView"][];
            next_cursor: string | null;
        };
        CategoryView: {
            children: components["schemas"]["CategoryView"][];
            /** @description The number of parts in it. */
            count: number;
            /** @description Slugs that led here before a category was renamed or merged; `category=` takes them still. */
            former_slugs: string[];
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        ChangeEndpointDto: {
            /** @description Whose it is, for staff. */
            description?: string;
            /** @description Off: nothing is sent, and what happens meanwhile is not sent later. */
            enabled?: boolean;
            /** @description What it is told of. */
            types?: ("part.created" | "content.updated" | "price.updated" | "images.updated" | "part.restored" | "content.rolled_back" | "part.deleted" | "stock.updated" | "stock.depleted" | "stock.replenished" | "stock.low" | "alert.fired" | "alert.ended")[];
            /**
             * @description Where messages are sent: https, at a public address.
             * @example https://partner.example/hooks/tandem
             */
            url?: string;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        ChangesPage: {
            /** @description Oldest first. */
            items: components["schemas"]["ChangeView"][];
            /** @description Where to go on, at once when the page is full. */
            next_after: number;
        };
        ChangeView: {
            /**
             * Format: date-time
             * @description When the change was committed.
             */
            occurred_at: string;
            part_id: number;
            /** @description Only grows; there are gaps. */
            seq: number;
            /**
             * @description `part.deleted` also when a part is withdrawn from sale.
             * @example price.updated
             */
            type: string;
            /** @description Of the part’s content, or of its stock for types that begin with `stock.`. */
            version: number;
        };
        ChartDto: {
            /** @description Why somebody looks at it. */
            about: string;
            /** @description From here on it is wrong. */
            limit: number | null;
            name: components["schemas"]["ChartName"];
            series: components["schemas"]["ChartSeriesDto"][];
            /** @example Stock changes */
            title: string;
            unit: components["schemas"]["ChartUnit"];
        };
        /** @enum {string} */
        ChartName: "edits" | "orders" | "funnel" | "conversion" | "stock" | "searches" | "cache" | "outbox" | "lag" | "errors" | "slowest" | "topics" | "types" | "published" | "logged" | "handled";
        ChartsDto: {
            charts: components["schemas"]["ChartDto"][];
            step_seconds: number;
            /** @description When each step begins. */
            times: string[];
        };
        ChartSeriesDto: {
            name: string;
            /** @description One for each of the times; null where nothing is known. */
            values: (number | null)[];
        };
        /** @enum {string} */
        ChartUnit: "per minute" | "per second" | "milliseconds" | "seconds" | "share" | "count";
        CheckedLineView: {
            /**
             * Format: date-time
             * @description When the available quantity was last known.
             */
            as_of: string | null;
            available: number;
            ok: boolean;
            part_id: number;
            part_name: string;
            /** @enum {string|null} */
            reason: "insufficient_stock" | "not_for_sale" | null;
            requested: number;
            /** @description True while an outside system that counts the part is not heard: the quantity may be outdated. */
            stale: boolean;
        };
        CheckoutView: {
            lines: components["schemas"]["CheckedLineView"][];
            /** @description True if the cart is not empty and all of its lines are available. */
            ok: boolean;
            /** @description The total of the available lines. */
            total: components["schemas"]["MoneyDto"];
        };
        CheckView: {
            /** @description What a person is asked before the button repairs one. */
            asks: string | null;
            /** Format: date-time */
            checked_at: string | null;
            /** @description Records that it looked at last time. */
            looked_at: number;
            name: string;
            /** @description Open differences. */
            open: number;
            /** @description How a difference is mended: by the check itself, with the button, or by hand. */
            repair: components["schemas"]["ConsistencyRepair"];
            /** @description What a difference means. */
            says: string;
        };
        CloseImpactView: {
            /** Format: uuid */
            category_id: string;
            /** @description The number of categories directly in it. */
            children: number;
            /** @description Deleted parts that are in it when they are restored. */
            deleted_parts: number;
            /** @description The number of parts directly in it, without deleted parts. */
            parts: number;
            version: number;
        };
        CloseIncidentDto: {
            /** @description How it ended, for staff. */
            said: string;
        };
        ComingSaleView: {
            /** Format: date-time */
            from: string;
            price: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            until: string;
        };
        ConfirmEmailBody: {
            /** @description The token in the link of the mail. */
            token: string;
        };
        /**
         * @description How a difference is mended: by the check itself, with the button, or by hand.
         * @enum {string}
         */
        ConsistencyRepair: "itself" | "button" | "none";
        /** @enum {string} */
        ConsistencyRunState: "running" | "completed" | "failed";
        ContentVersionDetailView: {
            change_summary: string | null;
            /** @description The part’s fields in this version. */
            content_snapshot: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            is_active: boolean;
            version_number: number;
        };
        ContentVersionPage: {
            items: components["schemas"]["ContentVersionView"][];
            next_cursor: string | null;
            /** @description What the list lacks, for it was too old to be kept; null: nothing. */
            removed: components["schemas"]["RemovedView"] | null;
        };
        ContentVersionView: {
            change_summary: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string | null;
            created_by_name: string | null;
            is_active: boolean;
            version_number: number;
        };
        CountedList: {
            items: components["schemas"]["CountedView"][];
            next_cursor: string | null;
        };
        CountedView: {
            /** @description The number of parts in it. */
            count: number;
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        CreateCategoryDto: {
            name: string;
            /** Format: uuid */
            parent_id?: string | null;
            /** @description Its place among its siblings, from 0. Default: the last. */
            position?: number;
            /** @description Default: derived from the name. */
            slug?: string;
        };
        CreatePartDto: {
            /** Format: uuid */
            category_id?: string | null;
            /** @description A note for the part’s history. */
            change_summary?: string;
            /** @description HTML. Elements that are not allowed are removed. */
            description?: string;
            /** @description Games only. */
            developer?: string | null;
            /** @description Games only. */
            genre_ids?: string[];
            /**
             * @default physical
             * @enum {string}
             */
            kind: "physical" | "game";
            part_name: string;
            /** @description Games only. */
            platform_ids?: string[];
            price: components["schemas"]["MoneyDto"];
            /**
             * Format: date-time
             * @description When the part becomes active by itself: a draft that is given a time is scheduled. Null takes the time back.
             */
            publish_at?: string | null;
            /** @description Games only. */
            publisher?: string | null;
            /** @description Games only. */
            region?: string | null;
            /**
             * Format: date
             * @description Games only.
             */
            release_date?: string | null;
            /** @description A price for a time; null ends it. */
            sale?: components["schemas"]["SaleDto"] | null;
            sku: string;
            specifications?: components["schemas"]["SpecificationDto"][];
            /** @enum {string} */
            status?: "draft" | "scheduled" | "active" | "archived" | "discontinued";
        };
        CreateSynonymDto: {
            /** @description equal: each of `words` finds the others too. one_way: each of `words` finds `targets` too. */
            kind: components["schemas"]["SynonymKind"];
            /** @description What is found as well; empty for `equal`. */
            targets: string[];
            /** @description Words or phrases of up to three words, as shoppers type them. */
            words: string[];
        };
        CreateTermDto: {
            name: string;
            /** @description Default: derived from the name. */
            slug?: string;
        };
        CustomerDto: {
            /** @description Null while the auth service is not answering. */
            display_name: string | null;
            /** @description Null while the auth service is not answering. */
            email: string | null;
            /** Format: uuid */
            id: string;
            order_count: number;
            /** @description The 20 newest orders. */
            orders: components["schemas"]["OrderDto"][];
            /** @description The total paid for orders, less refunds. */
            spent: components["schemas"]["MoneyDto"];
            /** @description The 20 newest orders. */
            transactions: components["schemas"]["TransactionDto"][];
            wallet: components["schemas"]["CustomerWalletDto"];
        };
        CustomerPageDto: {
            items: components["schemas"]["CustomerRowDto"][];
            next_cursor: string | null;
        };
        CustomerRowDto: {
            /** @description Null while the auth service is not answering. */
            display_name: string | null;
            /** @description Null while the auth service is not answering. */
            email: string | null;
            /** Format: uuid */
            id: string;
            last_order: components["schemas"]["LastOrderDto"] | null;
            wallet: components["schemas"]["CustomerWalletDto"];
        };
        CustomerWalletDto: {
            balance: components["schemas"]["MoneyDto"];
        };
        DeadLetterDiscardDto: {
            /** @enum {string} */
            result: "discarded" | "already_resolved";
        };
        DeadLetterRetryDto: {
            /** @enum {string} */
            result: "handled" | "already_resolved";
        };
        DeadLettersPage: {
            items: components["schemas"]["DeadLetterView"][];
            next_cursor: string | null;
            /** @description The services that did not answer. Their entries are missing. */
            unavailable: string[];
        };
        DeadLetterView: {
            attempts: number;
            /** @description The consumer group. */
            consumer: string;
            correlation_id: string | null;
            /** @description The error of the last attempt. */
            error: string;
            /** Format: uuid */
            event_id: string;
            /** Format: date-time */
            failed_at: string;
            /** Format: uuid */
            id: string;
            /** @description Its place in the partition. */
            offset: string;
            partition: number;
            /** @description The value of the message as text. */
            payload: string;
            /** @description Why it was discarded. */
            reason: string | null;
            /**
             * @description What became of it; null while nobody has dealt with it.
             * @enum {string|null}
             */
            resolution: "handled" | "discarded" | null;
            resolved_at: string | null;
            resolved_by_name: string | null;
            /** @description The service that gave up on the message. */
            service: string;
            /** @description The aggregate’s id. */
            subject: string | null;
            topic: string;
            trace_id: string | null;
            type: string | null;
        };
        DecideFlagDto: {
            /** @description Off is off for everybody. */
            enabled: boolean;
            /** @description The share of people for whom it is on, in percent; null: all of them. */
            percentage?: number | null;
            /** @description Whoever has one of these roles may be among them; an empty list: whoever comes. */
            roles?: ("admin" | "content" | "stock" | "customer")[];
            /** @description The version that the client read, 0 before the first decision. An outdated one is refused with 409. */
            version?: number;
        };
        DelayView: {
            /** @description Pages that were read after a change and compared. */
            checked: number;
            /** @description Seconds between the change and the read. */
            delay_s: number;
            /** @description Of these, pages that showed something older or contradicting. */
            inconsistent: number;
            page: components["schemas"]["WatchedPage"];
            /** @description Pages that were not read: too many changes, or no answer. */
            skipped: number;
        };
        DeleteImpactView: {
            /** @description A token to confirm the deletion. It is valid for ten minutes and for this version only. */
            confirm: string;
            images: number;
            /** @description The units reserved for orders that are not settled yet. */
            open_reservations: number;
            part_id: number;
            specifications: number;
            stock: components["schemas"]["StaffStockView"];
            version: number;
            versions: number;
        };
        DeliveriesPage: {
            items: components["schemas"]["DeliveryView"][];
            next_cursor: string | null;
        };
        DeliveryView: {
            /** @description The newest twenty tries, newest first. */
            attempts: components["schemas"]["AttemptView"][];
            /** @description What is sent, as JSON text. */
            body: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description When it is sent next; null when it is not.
             */
            due_at: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description `webhook-id`: the same in every try, and when it is sent again.
             */
            message_id: string;
            state: components["schemas"]["WebhookDeliveryState"];
            /** @example price.updated */
            type: string;
        };
        DependencyHealth: {
            /** @example postgres */
            name: string;
            /** @description Without it the service takes no requests. */
            required: boolean;
            /**
             * Format: date-time
             * @description Since when it is so.
             */
            since: string;
            state: components["schemas"]["HealthState"];
        };
        /** @enum {string} */
        DifferenceState: "open" | "repaired" | "gone";
        DifferenceView: {
            /** @description What kind of record it is about. */
            about: string;
            check: string;
            /** @description What is due by its owner. */
            due: string | null;
            /** Format: date-time */
            found_at: string;
            /** @description What the record has. */
            has: string | null;
            /** Format: uuid */
            id: string;
            /** @description The record’s id. */
            record: string;
            /** @description Who repaired it. */
            repaired_by_name: string | null;
            /**
             * Format: date-time
             * @description When it was repaired, or was gone.
             */
            settled_at: string | null;
            state: components["schemas"]["DifferenceState"];
        };
        DisagreementView: {
            /** @description Seconds between the change and the read. */
            delay_s: number;
            /** @description What had been announced. */
            due: string;
            /** @description The field of the page that differed. */
            field: string;
            /** Format: date-time */
            found_at: string;
            /** @description What the page showed. */
            has: string;
            /** Format: uuid */
            id: string;
            page: components["schemas"]["WatchedPage"];
            part_id: number;
            subject: components["schemas"]["WatchedSubject"];
        };
        DiscardDeadLetterDto: {
            /** @description Why nobody will handle it. It is kept with the message. */
            reason: string;
        };
        EmailConfirmedView: {
            /** @enum {boolean} */
            email_confirmed: true;
        };
        EndpointsPage: {
            items: components["schemas"]["EndpointView"][];
            next_cursor: string | null;
        };
        EndpointView: {
            /** Format: date-time */
            created_at: string;
            description: string;
            enabled: boolean;
            /** @description Messages of the log that were given up; 1,000 at most. */
            failed: number;
            /**
             * Format: date-time
             * @description Since when it has taken nothing of what was sent.
             */
            failing_since: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            off_at: string | null;
            /**
             * @description Why the shop switched it off by itself; null when staff did, or it is on.
             * @enum {string|null}
             */
            off_reason: "failing" | "gone" | "backlog" | null;
            types: ("part.created" | "content.updated" | "price.updated" | "images.updated" | "part.restored" | "content.rolled_back" | "part.deleted" | "stock.updated" | "stock.depleted" | "stock.replenished" | "stock.low" | "alert.fired" | "alert.ended")[];
            /** Format: date-time */
            updated_at: string;
            url: string;
            version: number;
            /** @description Messages that are to be sent, or sent again; 1,000 at most. */
            waiting: number;
        };
        EventsPage: {
            items: components["schemas"]["EventView"][];
            next_cursor?: string | null;
        };
        EventView: {
            correlation_id: string | null;
            data: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            part_id: number | null;
            /** @description The aggregate’s id. */
            subject: string;
            /** @description True if a newer version was already known when the event arrived. */
            superseded: boolean;
            /**
             * Format: date-time
             * @description When the change was committed.
             */
            timestamp: string;
            /** @example tandem.inventory.stock */
            topic: string;
            /** @example stock.updated */
            type: string;
            version: number | null;
        };
        FacetsView: {
            category: components["schemas"]["CategoryFacetView"][];
            /** @description Of games only. */
            genre?: components["schemas"]["FacetValueView"][];
            in_stock: components["schemas"]["FacetValueView"][];
            kind: components["schemas"]["FacetValueView"][];
            /** @description Of games only. */
            platform?: components["schemas"]["FacetValueView"][];
            price: components["schemas"]["PriceFacetView"][];
        };
        FacetValueView: {
            /** @description Parts that a list has with this value, under all other filters as they are. */
            count: number;
            /** @description False if the count is an estimate: where more than 15,000 parts would have to be looked at, and of a search that does not rank all that match. */
            count_is_exact: boolean;
            /** @description What people call it. */
            label: string;
            /** @description What the parameter of the same name takes. */
            value: string;
        };
        FieldChangeView: {
            field: string;
            /** @description The value in the first version. */
            from: Record<string, never>;
            /** @description The value in the second version. */
            to: Record<string, never>;
        };
        FilePreviewDto: {
            columns: components["schemas"]["PreviewColumnDto"][];
            delimiter: string | null;
            format: components["schemas"]["ImportFormat"];
        };
        FlagAnswersDto: {
            /**
             * @example {
             *       "feature_fe_inventory_sync_fl_catalog_enabled": true
             *     }
             */
            flags: {
                [key: string]: boolean;
            };
        };
        FlagsPage: {
            items: components["schemas"]["FlagView"][];
            next_cursor: string | null;
        };
        FlagView: {
            /** @description What holds until somebody decides. */
            default: boolean;
            enabled: boolean;
            /** @example feature_fe_inventory_sync_fl_catalog_enabled */
            name: string;
            /** @description Whether pages of shoppers may ask for it. */
            on_pages: boolean;
            percentage: number | null;
            /** @description What the flag is for. */
            purpose: string;
            /** @description When the flag goes. */
            remove_when: string;
            roles: ("admin" | "content" | "stock" | "customer")[];
            /** Format: date-time */
            updated_at: string | null;
            /** Format: uuid */
            updated_by: string | null;
            /** @description Who decided last. */
            updated_by_name: string | null;
            /** @description 0 before the first decision. */
            version: number;
        };
        G2aHealthView: {
            /**
             * @description Open: G2A is left alone for a moment, as it does not answer.
             * @enum {string}
             */
            breaker: "closed" | "open" | "half_open";
            budget: components["schemas"]["BudgetView"];
        };
        HealthChange: {
            /** Format: date-time */
            at: string;
            /** @description Null: the service as a whole. */
            dependency: string | null;
            /**
             * @description Null: nothing was known of it.
             * @enum {string|null}
             */
            from_state: "up" | "down" | null;
            /** Format: uuid */
            id: string;
            service: string;
            to_state: components["schemas"]["HealthState"];
        };
        HealthChangesPage: {
            items: components["schemas"]["HealthChange"][];
            next_cursor: string | null;
        };
        HealthDto: {
            services: components["schemas"]["ServiceHealth"][];
        };
        /**
         * @description Down: it does not answer, or it takes no requests.
         * @enum {string}
         */
        HealthState: "up" | "down";
        ImageOrderDto: {
            image_ids: string[];
            version?: number;
        };
        ImageTextDto: {
            /** @description What the image shows, for those who cannot see it. */
            alt: string;
            version?: number;
        };
        ImageUrlDto: {
            alt?: string;
            url: string;
        };
        ImageView: {
            alt: string;
            height: number;
            /** Format: uuid */
            id: string;
            position: number;
            /** @description The address of the image. `?w=` selects the width 160, 480 or 960. */
            url: string;
            width: number;
        };
        ImportColumnDto: {
            /** @description The field that it is for; null: it is left out. */
            field: components["schemas"]["ImportField"] | null;
            /** @description As the file calls it. */
            name: string;
        };
        ImportDto: {
            columns: components["schemas"]["ImportColumnDto"][];
            created: number;
            /** Format: date-time */
            created_at: string;
            dry_run: boolean;
            failed: number;
            file_name: string;
            /** Format: date-time */
            finished_at: string | null;
            format: components["schemas"]["ImportFormat"];
            /** @description False: the file and the list of errors have been deleted. */
            has_file: boolean;
            /** Format: uuid */
            id: string;
            /** @description Pictures that its rows name and that could not be had. */
            images_failed: number;
            /** @description Pictures that its rows name and that are still to be fetched. */
            images_waiting: number;
            /** @description Of how many failed rows the list of errors tells at most. */
            most_errors_kept: number;
            /** @description Why it ended early. */
            problem: string | null;
            /** @description Rows taken in, whatever became of them. */
            processed: number;
            /** @description How much of it is taken in. */
            processed_bytes: number;
            /** Format: date-time */
            started_at: string | null;
            /** Format: uuid */
            started_by: string | null;
            started_by_name: string | null;
            status: components["schemas"]["ImportStatus"];
            /** @description The size of the file. */
            total_bytes: number;
            /** @description Rows that say what the part has already. */
            unchanged: number;
            updated: number;
        };
        /**
         * @description The field that it is for; null: it is left out.
         * @enum {string}
         */
        ImportField: "sku" | "kind" | "part_name" | "description" | "category" | "price" | "currency" | "stock" | "status" | "publish_at" | "specifications" | "image_urls" | "image_alts" | "genres" | "platforms" | "region" | "publisher" | "developer" | "release_date";
        /** @enum {string} */
        ImportFormat: "csv" | "jsonl";
        ImportPageDto: {
            items: components["schemas"]["ImportDto"][];
            next_cursor: string | null;
        };
        /** @enum {string} */
        ImportStatus: "uploading" | "queued" | "running" | "completed" | "cancelled" | "failed";
        InboxPage: {
            items: components["schemas"]["NotificationView"][];
            next_cursor: string | null;
        };
        Incident: {
            /** Format: date-time */
            closed_at: string | null;
            closed_by_name: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            opened_at: string;
            /** @description Null: an alert opened it. */
            opened_by_name: string | null;
            /** @description What the public reads; null: nothing of it. */
            public_title: string | null;
            /** @description For staff. */
            title: string;
        };
        IncidentDetail: {
            /** Format: date-time */
            closed_at: string | null;
            closed_by_name: string | null;
            /** @description Oldest first; 500 at most. */
            entries: components["schemas"]["IncidentEntry"][];
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            opened_at: string;
            /** @description Null: an alert opened it. */
            opened_by_name: string | null;
            /** @description What the public reads; null: nothing of it. */
            public_title: string | null;
            /** @description For staff. */
            title: string;
        };
        IncidentEntry: {
            /** Format: date-time */
            at: string;
            /** @description Null: nobody, it was put down by itself. */
            by_name: string | null;
            /**
             * Format: date-time
             * @description When it was taken off the public page.
             */
            hidden_at: string | null;
            hidden_by_name: string | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["IncidentEntryKind"];
            said: string;
        };
        /** @enum {string} */
        IncidentEntryKind: "alert_fired" | "alert_ended" | "health" | "note" | "action" | "public" | "closed";
        IncidentPage: {
            items: components["schemas"]["Incident"][];
            next_cursor: string | null;
        };
        IncidentUpdate: {
            /** Format: date-time */
            at: string;
            /** @description What the shop says of it. */
            text: string;
        };
        IntegrationsView: {
            g2a: components["schemas"]["G2aHealthView"];
            next_runs: components["schemas"]["NextRunView"][];
            /** @description The newest run of each kind. */
            runs: components["schemas"]["RunView"][];
            sources: components["schemas"]["SourceView"][];
        };
        IpnDto: {
            /** @example 19.99 */
            amount: string;
            /** @example EUR */
            currency: string;
            /** @description sha256(transactionId + userOrderId + amount + secret) */
            hash: string;
            orderCompleteAt?: string;
            /** @example 0.00 */
            refundedAmount?: string;
            /** @example complete */
            status: string;
            transactionId: string;
            type?: string;
            /** Format: uuid */
            userOrderId: string;
        };
        JobCount: {
            jobs: number;
            name: string;
            service: string;
            state: components["schemas"]["JobState"];
        };
        JobRetryDto: {
            /** @enum {string} */
            result: "queued" | "already_done";
        };
        JobsPage: {
            counts: components["schemas"]["JobCount"][];
            items: components["schemas"]["JobView"][];
            next_cursor: string | null;
            /** @description The services that did not answer. Their entries are missing. */
            unavailable: string[];
        };
        /** @enum {string} */
        JobState: "waiting" | "retrying" | "running" | "given_up";
        JobView: {
            attempts: number;
            correlation_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            due_at: string;
            /** @description The service’s name, a dot and a UUID. */
            id: string;
            /** @description The error of the last attempt. */
            last_error: string | null;
            /**
             * @description The kind of job.
             * @example refund-payout
             */
            name: string;
            /** @description The service that runs the job. */
            service: string;
            state: components["schemas"]["JobState"];
            /** @description The order, refund, … that the job is about. */
            subject: string | null;
            /** @example Pay a refund out */
            title: string;
        };
        LastOrderDto: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            number: number;
            status: components["schemas"]["OrderStatus"];
            total: components["schemas"]["MoneyDto"];
        };
        LinkPageDto: {
            items: components["schemas"]["LinkView"][];
            next_cursor: string | null;
        };
        LinkView: {
            external_id: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            linked_at: string;
            /**
             * Format: uuid
             * @description Null when a run made the link.
             */
            linked_by: string | null;
            /** @description What G2A calls the product. */
            name: string | null;
            part_id: number;
            sku: string;
            /** @enum {string} */
            system: "warehouse" | "g2a";
            /** Format: date-time */
            unlinked_at: string | null;
            /** Format: uuid */
            unlinked_by: string | null;
        };
        LoginBody: {
            /** @example ada@example.com */
            email: string;
            password: string;
        };
        MadeBulkChangeDto: {
            /** Format: uuid */
            category_id?: string | null;
            price?: components["schemas"]["BulkPriceDto"];
            /** @enum {string} */
            status?: "draft" | "active" | "archived" | "discontinued";
            stock?: components["schemas"]["BulkUnitsDto"];
        };
        MadeLinkDto: {
            /** Format: uuid */
            id: string;
        };
        MakeLinkDto: {
            /** @description The id of the product at G2A, or the SKU in the warehouse. */
            external_id: string;
            part_id: number;
            /** @enum {string} */
            system: "warehouse" | "g2a";
        };
        MigratedCartView: {
            /** @enum {string} */
            cart: "moved" | "not_needed";
            /** @description The total quantity of all lines. */
            item_count: number;
            items: components["schemas"]["CartItemView"][];
            /** @description The total of the available lines. */
            total: components["schemas"]["MoneyDto"];
            /** @description Grows with every change of the lines. */
            version: number;
            /** @enum {string} */
            wishlist: "moved" | "not_needed";
        };
        MigrationView: {
            /**
             * @description What happened to the guest’s cart.
             * @enum {string}
             */
            cart: "moved" | "not_needed" | "failed";
            /**
             * @description What happened to the guest’s wishlist.
             * @enum {string}
             */
            wishlist: "moved" | "not_needed" | "failed";
        };
        MoneyDto: {
            /** @example 19.99 */
            amount: string;
            /** @example EUR */
            currency: string;
        };
        MovedOrderDto: {
            /** Format: uuid */
            order_id: string;
            quantity: number;
        };
        /**
         * @description What is seen or thought, what was done, or what the public reads.
         * @enum {string}
         */
        NewIncidentEntryKind: "note" | "action" | "public";
        NextRunView: {
            /** Format: date-time */
            at: string;
            kind: components["schemas"]["SyncKind"];
        };
        NoticesView: {
            items: components["schemas"]["NoticeView"][];
        };
        NoticeView: {
            /** Format: date-time */
            created_at: string;
            /** @description What failed and what to do. */
            detail: string;
            /** Format: uuid */
            id: string;
            part_id: number | null;
            /** @description Whether the shop tries it again by itself. */
            retrying: boolean;
            /**
             * Format: uuid
             * @description The bulk change or the import.
             */
            run_id: string | null;
            /**
             * @description What has failed.
             * @enum {string}
             */
            update: "planned_switch" | "bulk_change" | "import";
        };
        NotificationView: {
            /** @example order.status_changed */
            event_type: string;
            id: number;
            /**
             * @description Why it waits or ended so, as a code.
             * @example order_unknown
             */
            last_error: string | null;
            /** @description What it said, without its signature. Only what it is about is believed. */
            payload: {
                [key: string]: string;
            };
            /** Format: date-time */
            processed_at: string | null;
            /** Format: date-time */
            received_at: string;
            /** @enum {string} */
            source: "g2a.ipn" | "g2a.orders";
            /**
             * @description `received`: not dealt with yet.
             * @enum {string}
             */
            state: "received" | "applied" | "refused" | "given_up";
            /** @description The payment of ours, or the order at G2A, that it is about. */
            subject: string;
            /** @description How often the same one came. */
            times_received: number;
        };
        OpenIncidentDto: {
            /**
             * @description For staff.
             * @example Payments are slow
             */
            title: string;
        };
        OperationsRunView: {
            /** @description How many checks it has. */
            checks: number;
            /** @description The check that is under way. */
            current_check: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** @description Differences found until now. */
            found: number;
            /** Format: uuid */
            id: string;
            /** @description Records looked at until now. */
            looked_at: number;
            /** Format: date-time */
            started_at: string;
            /** @description Who started it; null when the clock did. */
            started_by_name: string | null;
            state: components["schemas"]["ConsistencyRunState"];
        };
        OrderDetailDto: {
            can_cancel: boolean;
            /** Format: date-time */
            created_at: string;
            history: components["schemas"]["OrderHistoryDto"][];
            /** Format: uuid */
            id: string;
            items: components["schemas"]["OrderItemDto"][];
            number: number;
            /** Format: date-time */
            paid_at: string | null;
            /**
             * Format: date-time
             * @description When the physical items were handed over for delivery.
             */
            parcel_handed_over_at: string | null;
            payment: components["schemas"]["OrderPaymentDto"] | null;
            payment_method: components["schemas"]["PaymentMethod"];
            /** @description A code that says why the order failed or was cancelled. */
            reason: string | null;
            refunded: components["schemas"]["MoneyDto"];
            refunds: components["schemas"]["OrderRefundDto"][];
            status: components["schemas"]["OrderStatus"];
            total: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        OrderDto: {
            can_cancel: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            items: components["schemas"]["OrderItemDto"][];
            number: number;
            /** Format: date-time */
            paid_at: string | null;
            /**
             * Format: date-time
             * @description When the physical items were handed over for delivery.
             */
            parcel_handed_over_at: string | null;
            payment: components["schemas"]["OrderPaymentDto"] | null;
            payment_method: components["schemas"]["PaymentMethod"];
            /** @description A code that says why the order failed or was cancelled. */
            reason: string | null;
            refunded: components["schemas"]["MoneyDto"];
            status: components["schemas"]["OrderStatus"];
            total: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        OrderHistoryDto: {
            /** Format: date-time */
            at: string;
            reason: string | null;
            status: components["schemas"]["OrderStatus"];
        };
        OrderItemDto: {
            /** @description Of games, once the shop is getting their keys: one entry a unit, and one for each replaced key. */
            keys?: components["schemas"]["OrderKeyDto"][];
            /** @enum {string} */
            kind: "physical" | "game";
            line_total: components["schemas"]["MoneyDto"];
            part_id: number;
            part_name: string;
            quantity: number;
            sku: string;
            unit_price: components["schemas"]["MoneyDto"];
        };
        OrderKeyDto: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            revealed_at: string | null;
            status: components["schemas"]["OrderKeyStatus"];
            /** @description Which of the units of the line it belongs to. */
            unit: number;
        };
        /** @enum {string} */
        OrderKeyStatus: "pending" | "ready" | "revealed" | "replaced" | "refunded";
        OrderNotificationDto: {
            /** @description The same for the same event. */
            event_id: string;
            /** Format: date-time */
            occurred_at: string;
            /** @description The id of the order at G2A. */
            order_id: string;
            /** @example complete */
            status: string;
            /** @enum {string} */
            type: "order.status_changed";
        };
        OrderPageDto: {
            items: components["schemas"]["OrderDto"][];
            next_cursor: string | null;
        };
        OrderPaymentDto: {
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: uuid
             * @description The provider’s reference of the payment.
             */
            id: string;
            /** @description Where the shopper pays. */
            redirect_url: string | null;
            /** @enum {string} */
            status: "pending" | "settled" | "failed" | "cancelled";
        };
        OrderRefundDto: {
            amount: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            reason: string;
            /** @enum {string} */
            status: "requested" | "settled" | "failed";
        };
        /** @enum {string} */
        OrderStatus: "created" | "awaiting_payment" | "paid" | "fulfilment_requested" | "completed" | "failed" | "cancelled" | "refunded";
        OrderStepDto: {
            /** Format: date-time */
            at: string;
            detail: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            outcome: "done" | "refused" | "retry" | "compensated";
            step: string;
        };
        PartEventPage: {
            items: components["schemas"]["PartEventView"][];
            next_cursor: string | null;
            /** @description What the list lacks, for it was too old to be kept; null: nothing. */
            removed: components["schemas"]["RemovedView"] | null;
        };
        PartEventView: {
            change_summary: string | null;
            changed: string[];
            /** Format: uuid */
            changed_by: string | null;
            changed_by_name: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            type: string;
            version: number;
        };
        PartMovementDto: {
            /** Format: uuid */
            actor: string | null;
            actor_name: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The units added (+) or removed (-). */
            delta: number;
            id: number;
            /** @description set, adjusted, bulk, initial, external, reservation_committed or order_returned. */
            kind: string;
            /** @description The orders that bought the units. */
            orders: components["schemas"]["MovedOrderDto"][];
            part_id: number;
            reason: string | null;
            /** @description The order that moved the stock, or the batch if several orders were sold at once. */
            reference: string | null;
            /** @description The stock after the change. */
            resulting_stock: number;
            sku: string;
        };
        PartMovementPageDto: {
            items: components["schemas"]["PartMovementDto"][];
            next_cursor: string | null;
            /** @description What the list lacks, for it was too old to be kept; null: nothing. */
            removed: components["schemas"]["RemovedMovementsDto"] | null;
        };
        PartPage: {
            /** @description With `facets=true` only. */
            facets?: components["schemas"]["FacetsView"];
            items: components["schemas"]["PartView"][];
            next_cursor: string | null;
            total: number;
            /** @description False if the total is an estimate: above 10,000, and of a search above 350 in a shop of more than 5,000 parts. */
            total_is_exact: boolean;
        };
        PartView: {
            category: components["schemas"]["ReferenceView"] | null;
            /** @description Sanitised HTML. A list shortens a long description, unless `fields` names it. */
            description: string;
            /** @description Games only. */
            developer?: string | null;
            /** @description No longer sold: the page stays, and lists leave the part out. */
            discontinued?: boolean;
            /** @description Games only. */
            genres?: components["schemas"]["ReferenceView"][];
            id: number;
            images: components["schemas"]["ImageView"][];
            /** @enum {string} */
            kind: "physical" | "game";
            /** @description While a sale is on: the lowest price of the 30 days before it began. */
            lowest_price_30_days?: components["schemas"]["MoneyDto"] | null;
            part_name: string;
            /** @description Games only. */
            platforms?: components["schemas"]["ReferenceView"][];
            price: components["schemas"]["MoneyDto"];
            /** @description Games only. */
            publisher?: string | null;
            /** @description Games only. */
            region?: string | null;
            regular_price?: components["schemas"]["MoneyDto"] | null;
            /**
             * Format: date
             * @description Games only.
             */
            release_date?: string | null;
            /** Format: date-time */
            sale_until?: string | null;
            sku: string;
            slug: string;
            specifications: components["schemas"]["SpecificationView"][];
            stock: components["schemas"]["StockView"];
            /** Format: date-time */
            updated_at: string;
            /** @description Grows by one with every change of the content. */
            version: number;
        };
        PastPricePage: {
            items: components["schemas"]["PastPriceView"][];
            next_cursor: string | null;
            /** @description What the list lacks, for it was too old to be kept; null: nothing. */
            removed: components["schemas"]["RemovedView"] | null;
        };
        PastPriceView: {
            change_summary: string | null;
            changed_by_name: string | null;
            /** @description False for a time in which shoppers could not see the part. */
            offered: boolean;
            /** @description What shoppers paid. */
            price: components["schemas"]["MoneyDto"];
            /** @description What the part cost otherwise, while a sale was on. */
            regular_price: components["schemas"]["MoneyDto"] | null;
            /**
             * Format: date-time
             * @description The first moment of this price.
             */
            since: string;
            /** @description The content version that brought it. */
            version: number;
        };
        /** @enum {string} */
        PaymentMethod: "balance" | "g2a_pay";
        /** @enum {string} */
        PaymentStatus: "pending" | "settled" | "failed" | "cancelled";
        PermissionsBody: {
            /**
             * @example [
             *       "stock:read",
             *       "stock:write"
             *     ]
             */
            permissions: string[];
            /** @description The version that the client read. */
            version?: number;
        };
        PersonDto: {
            /** @description Null while the auth service is not answering. */
            display_name: string | null;
            /** Format: uuid */
            id: string;
        };
        PlaceOrderDto: {
            /** @description The total that the shopper saw. If the total has changed since, no order is placed. */
            expected_total?: components["schemas"]["MoneyDto"];
            payment_method: components["schemas"]["PaymentMethod"];
        };
        PopularReadDto: {
            /** @description The filters of the list, as shoppers ask for them. */
            filters: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            kind: "part" | "game" | "list";
            part_id: number | null;
            /** @description The name of the part, unless it is gone. */
            part_name: string | null;
            /** @description Reads; one of a day ago counts half. */
            reads: number;
        };
        PreviewColumnDto: {
            /** @description The field that it is for; null: it is left out. */
            field: components["schemas"]["ImportField"] | null;
            /** @description As the file calls it. */
            name: string;
            /** @description What stands in it in the first rows. */
            samples: string[];
        };
        PreviewLinkView: {
            /** Format: date-time */
            expires_at: string;
            /** @description Of the shop’s page, with a token that whoever has the link can use. */
            url: string;
        };
        PreviewView: {
            /** @description A sale that begins later. */
            coming_sale: components["schemas"]["ComingSaleView"] | null;
            /** @description The part as shoppers see it, or would. */
            part: components["schemas"]["PartView"];
            /**
             * Format: date-time
             * @description The moment that it is shown as of: when a scheduled part is published. Null: now.
             */
            shown_as_of: string | null;
            /** @enum {string} */
            status: "draft" | "scheduled" | "active" | "archived" | "discontinued";
        };
        PriceFacetView: {
            /** @description Parts that a list has with this value, under all other filters as they are. */
            count: number;
            /** @description False if the count is an estimate: where more than 15,000 parts would have to be looked at, and of a search that does not rank all that match. */
            count_is_exact: boolean;
            /** @description What people call it. */
            label: string;
            /** @description For `max_price`. */
            max_price: string | null;
            /** @description For `min_price`. */
            min_price: string | null;
            /** @description What the parameter of the same name takes. */
            value: string;
        };
        /** @description Problem details (RFC 9457). Some codes add further fields. */
        Problem: {
            /** @description A stable code for programs, e.g. `version_conflict`. */
            code: string;
            /** @description The current state of the resource; only with `version_conflict`. */
            current?: {
                [key: string]: unknown;
            };
            detail: string;
            errors?: {
                field: string;
                message: string;
            }[];
            instance: string;
            lines?: {
                [key: string]: unknown;
            }[];
            status: number;
            title: string;
            trace_id: string;
            /** Format: uri */
            type: string;
        };
        PublicIncident: {
            /** Format: date-time */
            began_at: string;
            /**
             * Format: date-time
             * @description Null: it goes on.
             */
            ended_at: string | null;
            /** Format: uuid */
            id: string;
            title: string;
            /** @description Newest first; 20 at most. */
            updates: components["schemas"]["IncidentUpdate"][];
        };
        PurchaseDto: {
            /** Format: date-time */
            bought_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The order at G2A. */
            g2a_order_id: string | null;
            /** @description The key is a picture. */
            is_file: boolean | null;
            /**
             * Format: uuid
             * @description The stored key; null while there is none.
             */
            key_id: string | null;
            /** Format: uuid */
            order_id: string;
            /** @description What the shopper paid for this unit. */
            paid: components["schemas"]["MoneyDto"];
            part_id: number;
            /** @description The name of the game when it was ordered; null if it was not kept. */
            part_name: string | null;
            /** @description What it costs at G2A. */
            price: components["schemas"]["MoneyDto"] | null;
            /** Format: uuid */
            purchase_id: string;
            /** @description Why staff are needed, or why the money goes back; a code. */
            reason: string | null;
            /**
             * Format: date-time
             * @description When its owner first looked at the key.
             */
            revealed_at: string | null;
            state: components["schemas"]["PurchaseState"];
            /** @description Counts the pieces of the line from 1. */
            unit: number;
            /** Format: date-time */
            updated_at: string;
            /** @description Grows with every change. */
            version: number;
        };
        PurchasePageDto: {
            items: components["schemas"]["PurchaseDto"][];
            next_cursor: string | null;
        };
        /** @enum {string} */
        PurchaseState: "wanted" | "created" | "paying" | "paid" | "delivered" | "needs_staff" | "refund";
        QuantityBody: {
            quantity: number;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        QueuedDto: {
            /** @description How many messages are on their way. */
            queued: number;
        };
        ReadsDto: {
            by_delay: components["schemas"]["DelayView"][];
            /** @description Pages that were read after a change and compared. */
            checked: number;
            /** @description Of these, pages that showed something older or contradicting. */
            inconsistent: number;
            /** @description The newest 20. */
            newest: components["schemas"]["DisagreementView"][];
            /** @description Inconsistent of checked; null when nothing was checked. */
            ratio: number | null;
            /**
             * Format: date-time
             * @description Since when it is counted.
             */
            since: string;
            /** @description Pages that were not read: too many changes, or no answer. */
            skipped: number;
        };
        ReferenceView: {
            /** Format: uuid */
            id: string;
            name: string;
            slug: string;
        };
        RefundDto: {
            amount: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description A code that says why the last attempt failed. */
            last_error: string | null;
            /** Format: uuid */
            order_id: string;
            reason: string;
            restock: components["schemas"]["RestockLineDto"][];
            /**
             * Format: date-time
             * @description When the goods returned to stock.
             */
            restocked_at: string | null;
            status: components["schemas"]["RefundStatus"];
        };
        RefundOrderDto: {
            /** @description Default: the whole amount that can still be refunded. */
            amount?: components["schemas"]["MoneyDto"];
            reason: string;
            /** @description The items that return to stock. */
            restock?: components["schemas"]["RestockLineDto"][];
        };
        /** @enum {string} */
        RefundStatus: "requested" | "settled" | "failed";
        /** @enum {string} */
        RefusalReason: "name_missing" | "name_too_long" | "price_missing" | "price_unusable" | "currency_unknown" | "description_too_long" | "part_unknown" | "part_is_no_game";
        RefusedProductDto: {
            /** @description The field of the product that is wrong. */
            field: string;
            /** @description The id of the product at G2A. */
            id: string;
            /** @description The reason as a sentence about the field. */
            message: string;
            /** @description The name at G2A, cut to 200 characters. */
            name: string | null;
            /** @description The part that it is linked to. */
            part_id: number | null;
            reason: components["schemas"]["RefusalReason"];
            /** Format: date-time */
            since: string;
            /**
             * Format: date-time
             * @description When staff tried again last.
             */
            tried_at: string | null;
        };
        RefusedProductPageDto: {
            items: components["schemas"]["RefusedProductDto"][];
            next_cursor: string | null;
            /** @description Refused products, whatever the query; at most 1,000 are counted. */
            total: number;
            /** @description False: there are more than were counted. */
            total_is_exact: boolean;
        };
        RegisterBody: {
            /** @example Ada */
            display_name?: string | null;
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            password: string;
        };
        RegisterEndpointDto: {
            /** @description Whose it is, for staff. */
            description?: string;
            /** @description What it is told of. */
            types: ("part.created" | "content.updated" | "price.updated" | "images.updated" | "part.restored" | "content.rolled_back" | "part.deleted" | "stock.updated" | "stock.depleted" | "stock.replenished" | "stock.low" | "alert.fired" | "alert.ended")[];
            /**
             * @description Where messages are sent: https, at a public address.
             * @example https://partner.example/hooks/tandem
             */
            url: string;
        };
        RemovedMovementsDto: {
            /**
             * Format: date-time
             * @description All that was removed is from before this time.
             */
            before: string;
            /** @description For how many days each is kept. */
            kept_days: number;
        };
        RemovedView: {
            /**
             * Format: date-time
             * @description All that was removed is from before this time.
             */
            before: string;
            /** @description For how many days each is kept. */
            kept_days: number;
            /** @description How many of the newest are kept however old they are. */
            kept_newest: number;
        };
        RepairDto: {
            /**
             * @description The oldest hundred open differences of this check, in place of their ids.
             * @enum {string}
             */
            check?: "ledger" | "order total" | "order history" | "order at rest" | "order and reservation" | "sold and reserved" | "parts of carts" | "parts of wishlists" | "cart of an order" | "stock and movements" | "stock and reservations" | "stock and sales" | "holds that outlived their order" | "stock and source" | "missing pieces" | "sale numbers" | "kept back" | "events that never left" | "outbox of stock" | "outbox of orders" | "event log of stock" | "stock as heard" | "content as heard" | "inbox and dead letters" | "notifications" | "links and parts" | "content and version" | "gaps of versions" | "images and renditions" | "images and objects" | "part and product" | "part and offer" | "search index" | "lists and parts" | "table of staff and parts" | "sold for no order" | "payments at G2A" | "refunds at G2A" | "keys for no order" | "sales for the warehouse" | "events of parts" | "pages of no part" | "carts of nobody" | "wishlists of nobody" | "audit chain" | "cached parts" | "cached prices" | "cached images" | "cached specifications" | "cached stock" | "cached carts" | "pages shown" | "stock shown" | "lists shown";
            difference_ids?: string[];
        };
        RepairOutcomesDto: {
            items: components["schemas"]["RepairOutcomeView"][];
        };
        RepairOutcomeView: {
            /** Format: uuid */
            id: string;
            result: components["schemas"]["RepairResult"];
            /** @description What was done, where that is not the same each time. */
            said: string | null;
        };
        /** @enum {string} */
        RepairResult: "repaired" | "no_repair" | "not_found";
        ReplayAnswerDto: {
            preview: components["schemas"]["ReplayPreviewDto"];
            /** @description Null after a dry run. */
            replay: components["schemas"]["ReplayView"] | null;
        };
        ReplayedDto: {
            id: number;
            /** @enum {string} */
            state: "received";
        };
        ReplayedTypeDto: {
            events: number;
            /** @description Whether the group handles them at all. */
            handled: boolean;
            /** @description Why the group must not handle them once more. */
            refused: string | null;
            /** @example stock.updated */
            type: string;
        };
        ReplayEventsDto: {
            /** @description The topic that gets them, for somebody who reads it. */
            debug_topic?: string;
            /** @description Default true: says what would be handed over. */
            dry_run?: boolean;
            /** @description How many a dry run has told of. Needed where it is not one. */
            events?: number;
            /**
             * Format: date-time
             * @description Only changes from this time on.
             */
            from?: string;
            /**
             * Format: uuid
             * @description Only this event and those after it.
             */
            from_event?: string;
            /**
             * @description The service whose consumer group gets them. Either this or `debug_topic`.
             * @enum {string}
             */
            group?: "auth" | "catalog" | "inventory" | "order" | "sync-gateway" | "realtime-gateway" | "watcher" | "operations";
            /** @description The aggregate’s id, e.g. of a part. */
            subject?: string;
            /**
             * Format: date-time
             * @description Only changes before this time.
             */
            to?: string;
            /**
             * Format: uuid
             * @description Only this event and those before it.
             */
            to_event?: string;
            /** @description The Kafka topic. */
            topic?: string;
            /** @description The event type. */
            type?: string;
        };
        ReplayPreviewDto: {
            events: number;
            /** Format: date-time */
            newest: string | null;
            /** Format: date-time */
            oldest: string | null;
            /** @description Why it can’t be done. */
            refused: string | null;
            types: components["schemas"]["ReplayedTypeDto"][];
        };
        ReplaysDto: {
            items: components["schemas"]["ReplayView"][];
        };
        /** @enum {string} */
        ReplayState: "running" | "completed" | "failed" | "cancelled";
        ReplayView: {
            debug_topic: string | null;
            /** @description Handed over. */
            done: number;
            error: string | null;
            events: number;
            /** Format: date-time */
            finished_at: string | null;
            group: string | null;
            /** @description Of those, handled. */
            handled: number;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            started_at: string;
            started_by_name: string;
            state: components["schemas"]["ReplayState"];
            subject: string | null;
            topic: string | null;
            type: string | null;
        };
        ReportDto: {
            checks: components["schemas"]["CheckView"][];
            /** @description Newest first. */
            items: components["schemas"]["DifferenceView"][];
            next_cursor: string | null;
            /** @description The newest run. */
            run: components["schemas"]["OperationsRunView"] | null;
        };
        ResendFailedDto: {
            /**
             * Format: date-time
             * @description Failed messages of changes from this time on are sent again.
             */
            since: string;
        };
        ResolveShortfallDto: {
            /** @description What was decided, kept with the shortfall. */
            note: string;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        RestockLineDto: {
            part_id: number;
            quantity: number;
        };
        RevealedKeyDto: {
            is_file: boolean;
            /** @description The key, or a picture of it, base64. */
            key: string;
        };
        RoleList: {
            items: components["schemas"]["RoleView"][];
            /** @description Always null: there are few roles. */
            next_cursor: string | null;
            /** @description Every permission that a role can have. */
            permissions: string[];
        };
        RolesBody: {
            /**
             * @example [
             *       "content",
             *       "stock"
             *     ]
             */
            roles: string[];
            /** @description The version that the client read. */
            version?: number;
        };
        RoleView: {
            /** @description How many accounts have it, up to 1,000: then it is that many or more. */
            accounts: number;
            /** @description Whether its permissions can be changed. */
            can_change: boolean;
            description: string;
            /** @example content */
            name: string;
            /**
             * @example [
             *       "stock:read",
             *       "stock:write"
             *     ]
             */
            permissions: string[];
            version: number;
        };
        RollBackCheckItem: {
            /** @enum {string} */
            field: "part_name" | "sku" | "description" | "category" | "price" | "sale" | "status" | "specifications" | "images" | "genres" | "platforms" | "region" | "publisher" | "developer" | "release_date";
            message: string;
            ok: boolean;
        };
        RollBackCheckView: {
            checks: components["schemas"]["RollBackCheckItem"][];
        };
        RollBackDto: {
            /** @description Only these fields. Without them all of the content is put back. */
            fields?: ("part_name" | "sku" | "description" | "category" | "price" | "sale" | "status" | "specifications" | "images" | "genres" | "platforms" | "region" | "publisher" | "developer" | "release_date")[];
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        RunDetail: {
            /** @description The first hundred. */
            errors: components["schemas"]["RunErrorView"][];
            /** @description Things that could not be done. */
            failed: number;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["SyncKind"];
            processed: number;
            /** @description Why the run failed; a code. */
            reason: string | null;
            /** Format: date-time */
            started_at: string;
            /**
             * Format: uuid
             * @description Who started it; null when the clock did.
             */
            started_by: string | null;
            status: components["schemas"]["SyncRunStatus"];
            /** @description As far as the outside has told. */
            total: number | null;
            version: number;
        };
        RunErrorView: {
            /** Format: date-time */
            at: string;
            n: number;
            /** @description A code. */
            reason: string;
            /** @description The product or the SKU. */
            subject: string;
        };
        RunPageDto: {
            items: components["schemas"]["RunView"][];
            next_cursor: string | null;
        };
        RunView: {
            /** @description Things that could not be done. */
            failed: number;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["SyncKind"];
            processed: number;
            /** @description Why the run failed; a code. */
            reason: string | null;
            /** Format: date-time */
            started_at: string;
            /**
             * Format: uuid
             * @description Who started it; null when the clock did.
             */
            started_by: string | null;
            status: components["schemas"]["SyncRunStatus"];
            /** @description As far as the outside has told. */
            total: number | null;
            version: number;
        };
        SafetyBufferDto: {
            /** @description The nearest category with a buffer: the part’s own category, or one above it. It counts for parts without a buffer of their own. */
            category: components["schemas"]["BufferOfCategoryDto"] | null;
            /** @description The buffer of the part itself. Null if it has none; 0 keeps nothing back. */
            own_pieces: number | null;
            part_id: number;
            /** @description The units of what the outside system has that nobody can order: those of the part’s own buffer, else of its category’s. */
            pieces: number;
            /** Format: date-time */
            updated_at: string | null;
            updated_by_name: string | null;
            /** @description 0 until somebody sets a buffer; then it grows with every change. */
            version: number;
        };
        SafetyBufferItemDto: {
            /** Format: uuid */
            category_id: string | null;
            category_name: string | null;
            kind: components["schemas"]["SafetyBufferKind"];
            part_id: number | null;
            /** @description The units that are kept back of the part, or of each in the category. */
            pieces: number;
            sku: string | null;
            /** Format: date-time */
            updated_at: string;
            updated_by_name: string;
            version: number;
        };
        /** @enum {string} */
        SafetyBufferKind: "category" | "part";
        SafetyBufferPageDto: {
            items: components["schemas"]["SafetyBufferItemDto"][];
            next_cursor: string | null;
        };
        SaleDto: {
            /**
             * Format: date-time
             * @description The first moment of the sale. Default: now.
             */
            from?: string;
            /** @description Below the price of the part, in its currency. */
            price: components["schemas"]["MoneyDto"];
            /**
             * Format: date-time
             * @description The first moment after the sale.
             */
            until: string;
        };
        SaleView: {
            /** Format: date-time */
            from: string;
            price: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            until: string;
        };
        SavedFilter: {
            filters: components["schemas"]["AuditFilters"];
            /** Format: uuid */
            id: string;
            name: string;
        };
        SavedFilters: {
            items: components["schemas"]["SavedFilter"][];
        };
        SaveFilterDto: {
            filters: components["schemas"]["AuditFilters"];
            /** @example Prices, this month */
            name: string;
        };
        SearchChangeView: {
            /** @description How many are found by the new languages. */
            done: number;
            /** @description How many parts there are. */
            total: number;
        };
        SearchMissList: {
            items: components["schemas"]["SearchMissView"][];
            next_cursor: string | null;
        };
        SearchMissView: {
            /** @description The last day, YYYY-MM-DD. */
            last_day: string;
            /** @description How often they were looked for in the last thirty days. */
            searches: number;
            /** @description In small letters, without separators. */
            words: string;
        };
        SearchSettingsView: {
            /** @description What PostgreSQL knows stems of. */
            available: string[];
            /** @description How far a change of the languages is; null when all parts follow it. */
            change: components["schemas"]["SearchChangeView"] | null;
            /** @description Whose stems words are found by. */
            languages: string[];
            version: number;
        };
        SecretsView: {
            /** @description Each signs every message; newest first. */
            items: components["schemas"]["SecretView"][];
        };
        SecretView: {
            /** Format: date-time */
            created_at: string;
            /** @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw */
            secret: string;
            /**
             * Format: date-time
             * @description Until when it signs beside the newest one; null: it is the newest.
             */
            valid_until: string | null;
        };
        ServiceHealth: {
            /**
             * Format: date-time
             * @description When it was last asked.
             */
            asked_at: string;
            /** @description As they were last told; of a service that does not answer, as they were before. */
            dependencies: components["schemas"]["DependencyHealth"][];
            /** @example catalog */
            service: string;
            /**
             * Format: date-time
             * @description Since when it is so.
             */
            since: string;
            /** @description Down: it does not answer, or it takes no requests. */
            state: components["schemas"]["HealthState"];
        };
        SessionPage: {
            items: components["schemas"]["SessionView"][];
            next_cursor: string | null;
        };
        SessionView: {
            /** Format: date-time */
            created_at: string;
            /** @description True for the session of this request. */
            current: boolean;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            ip_address: string | null;
            /** Format: date-time */
            last_used_at: string;
            user_agent: string | null;
        };
        SetSafetyBufferDto: {
            /** @description The units that nobody can order. */
            pieces: number;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        SetStockDto: {
            /** @description The units in stock, including reserved units. */
            current_stock: number;
            /** @description If omitted, the level does not change. */
            min_stock_level?: number;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        /** @enum {string} */
        ShopPart: "shop" | "checkout" | "search" | "live_updates" | "game_keys";
        /** @enum {string} */
        ShopPartState: "working" | "slow" | "not_working";
        ShopPartStatus: {
            name: components["schemas"]["ShopPart"];
            state: components["schemas"]["ShopPartState"];
            /** @example Checkout */
            title: string;
        };
        ShortfallDto: {
            /** @description The units that the outside system says it has. */
            announced: number;
            /** @description The units that open orders held at the last change. */
            held: number;
            /** Format: uuid */
            id: string;
            /** @description The units that orders need and that are not there. */
            missing: number;
            note: string | null;
            /** Format: date-time */
            opened_at: string;
            /** @description The orders that need the units now, newest first. */
            orders: components["schemas"]["ShortOrderDto"][];
            part_id: number;
            /** @description The units that the shop took back from unpaid orders, newest first. */
            released: number;
            resolution: components["schemas"]["ShortfallResolution"] | null;
            /** Format: date-time */
            resolved_at: string | null;
            resolved_by_name: string | null;
            sku: string;
            source: components["schemas"]["StockSource"];
            state: components["schemas"]["ShortfallState"];
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        ShortfallPageDto: {
            items: components["schemas"]["ShortfallDto"][];
            next_cursor: string | null;
        };
        /** @enum {string} */
        ShortfallResolution: "covered" | "holds_released" | "accepted";
        /** @enum {string} */
        ShortfallState: "open" | "resolved";
        ShortOrderDto: {
            /** @description The order is paid, and the outside system has not counted it yet. If false, the units are reserved. */
            is_sold: boolean;
            /** Format: uuid */
            order_id: string;
            quantity: number;
        };
        SignedInView: {
            /** @description A JWT for the Authorization header. */
            access_token: string;
            /** @description Seconds */
            expires_in: number;
            migration: components["schemas"]["MigrationView"];
            /** @enum {string} */
            token_type: "Bearer";
            user: components["schemas"]["UserView"];
        };
        SlowStatement: {
            /** @description What to look at, by the plan. */
            advice: string[];
            /** Format: date-time */
            first_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_at: string;
            /** @description How the server would go about it, whatever the values: the plan of `explain`. Null for what writes. */
            plan: {
                [key: string]: unknown;
            } | null;
            /** @example catalog */
            service: string;
            /** @description Without the values that were asked for. */
            text: string;
            /** @description How often it was slow. */
            times: number;
            /** Format: date-time */
            worst_at: string;
            worst_ms: number;
            /** @description The trace of the slowest one, which may have been kept. */
            worst_trace_id: string;
        };
        SlowStatementPage: {
            items: components["schemas"]["SlowStatement"][];
            next_cursor: string | null;
        };
        SourceView: {
            /** @description Whether the shop listens to it at all. */
            enabled: boolean;
            /** @description It was not heard for longer than it may be silent. */
            is_stale: boolean;
            /** Format: date-time */
            last_success_at: string | null;
            /** @enum {string} */
            source: "warehouse" | "g2a";
            stale_after_ms: number;
        };
        SpecificationDto: {
            /** @example Dimensions */
            group?: string | null;
            /** @example Diameter */
            name: string;
            /** @example mm */
            unit?: string | null;
            /** @example 320 */
            value: string;
        };
        SpecificationView: {
            group?: string;
            name: string;
            unit?: string;
            value: string;
        };
        StaffAlert: {
            /** @description What it is about, as `schema catalog`. */
            about: string;
            /** Format: date-time */
            acknowledged_at: string | null;
            acknowledged_by_name: string | null;
            description: string;
            /** Format: date-time */
            ends_at: string | null;
            /** Format: uuid */
            id: string;
            /** @description The name of its rule. */
            name: string;
            /** @description Where it stands what to do. */
            runbook: string | null;
            severity: components["schemas"]["StaffAlertSeverity"];
            /** Format: date-time */
            starts_at: string;
            summary: string;
        };
        StaffAlertPage: {
            items: components["schemas"]["StaffAlert"][];
            next_cursor: string | null;
        };
        /** @enum {string} */
        StaffAlertSeverity: "critical" | "warning";
        StaffOrderDetailDto: {
            can_cancel: boolean;
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["PersonDto"];
            /** Format: date-time */
            due_at: string | null;
            history: components["schemas"]["StaffOrderHistoryDto"][];
            /** Format: uuid */
            id: string;
            items: components["schemas"]["OrderItemDto"][];
            /**
             * @description The next step of the order; null if the order waits for a person.
             * @enum {string|null}
             */
            next_step: "reserve" | "pay" | "await_payment" | "commit" | "release" | null;
            number: number;
            /** Format: date-time */
            paid_at: string | null;
            /**
             * Format: date-time
             * @description When the physical items were handed over for delivery.
             */
            parcel_handed_over_at: string | null;
            payment: components["schemas"]["OrderPaymentDto"] | null;
            payment_method: components["schemas"]["PaymentMethod"];
            /** @description A code that says why the order failed or was cancelled. */
            reason: string | null;
            /** @description The amount that can still be refunded. */
            refundable: components["schemas"]["MoneyDto"];
            refunded: components["schemas"]["MoneyDto"];
            refunds: components["schemas"]["StaffRefundDto"][];
            status: components["schemas"]["OrderStatus"];
            steps: components["schemas"]["OrderStepDto"][];
            total: components["schemas"]["MoneyDto"];
            transactions: components["schemas"]["TransactionDto"][];
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            user_id: string;
            version: number;
        };
        StaffOrderDto: {
            can_cancel: boolean;
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["PersonDto"];
            /** Format: uuid */
            id: string;
            items: components["schemas"]["OrderItemDto"][];
            number: number;
            /** Format: date-time */
            paid_at: string | null;
            /**
             * Format: date-time
             * @description When the physical items were handed over for delivery.
             */
            parcel_handed_over_at: string | null;
            payment: components["schemas"]["OrderPaymentDto"] | null;
            payment_method: components["schemas"]["PaymentMethod"];
            /** @description A code that says why the order failed or was cancelled. */
            reason: string | null;
            refunded: components["schemas"]["MoneyDto"];
            status: components["schemas"]["OrderStatus"];
            total: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            user_id: string;
            version: number;
        };
        StaffOrderHistoryDto: {
            /** @description Null if the shop itself made the change. */
            actor: components["schemas"]["PersonDto"] | null;
            /** Format: date-time */
            at: string;
            reason: string | null;
            status: components["schemas"]["OrderStatus"];
        };
        StaffOrderPageDto: {
            items: components["schemas"]["StaffOrderDto"][];
            next_cursor: string | null;
        };
        StaffRefundDto: {
            amount: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description A code that says why the last attempt failed. */
            last_error: string | null;
            /** Format: uuid */
            order_id: string;
            reason: string;
            /** @description Null if the shop itself made the change. */
            requested_by: components["schemas"]["PersonDto"] | null;
            restock: components["schemas"]["RestockLineDto"][];
            /**
             * Format: date-time
             * @description When the goods returned to stock.
             */
            restocked_at: string | null;
            status: components["schemas"]["RefundStatus"];
        };
        StaffStockView: {
            available_stock: number;
            current_stock: number;
            is_in_stock: boolean;
            is_low_stock: boolean;
            /** Format: uuid */
            last_updated_by: string | null;
            min_stock_level: number;
            reserved_quantity: number;
            /** Format: date-time */
            updated_at: string | null;
            version: number;
        };
        StartCatalogueRunDto: {
            /** @description Reads every product and not only what has changed; default false. */
            full?: boolean;
        };
        StartCheckDto: {
            /** @description Default: all. */
            checks?: ("ledger" | "order total" | "order history" | "order at rest" | "order and reservation" | "sold and reserved" | "parts of carts" | "parts of wishlists" | "cart of an order" | "stock and movements" | "stock and reservations" | "stock and sales" | "holds that outlived their order" | "stock and source" | "missing pieces" | "sale numbers" | "kept back" | "events that never left" | "outbox of stock" | "outbox of orders" | "event log of stock" | "stock as heard" | "content as heard" | "inbox and dead letters" | "notifications" | "links and parts" | "content and version" | "gaps of versions" | "images and renditions" | "images and objects" | "part and product" | "part and offer" | "search index" | "lists and parts" | "table of staff and parts" | "sold for no order" | "payments at G2A" | "refunds at G2A" | "keys for no order" | "sales for the warehouse" | "events of parts" | "pages of no part" | "carts of nobody" | "wishlists of nobody" | "audit chain" | "cached parts" | "cached prices" | "cached images" | "cached specifications" | "cached stock" | "cached carts" | "pages shown" | "stock shown" | "lists shown")[];
        };
        StartedCheckDto: {
            /** Format: uuid */
            run_id: string;
        };
        StartedImportDto: {
            /** Format: uuid */
            import_id: string;
        };
        StartedRunDto: {
            /** Format: uuid */
            run_id: string;
        };
        StatusDto: {
            /**
             * Format: date-time
             * @description When it was last looked at; null: not yet.
             */
            checked_at: string | null;
            /** @description What the shop has told of in the last 90 days, newest first; 20 at most. */
            incidents: components["schemas"]["PublicIncident"][];
            parts: components["schemas"]["ShopPartStatus"][];
        };
        StockHintDto: {
            /** @description The same for the same event. */
            event_id: string;
            /** @description What changed; not looked at. */
            skus: string[];
            /** @enum {string} */
            type: "stock.changed";
        };
        StockMovementDto: {
            /** Format: uuid */
            actor: string | null;
            actor_name: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The units added (+) or removed (-). */
            delta: number;
            id: number;
            /** @description set, adjusted, bulk, initial, external, reservation_committed or order_returned. */
            kind: string;
            /** @description The orders that bought the units. */
            orders: components["schemas"]["MovedOrderDto"][];
            part_id: number;
            reason: string | null;
            /** @description The order that moved the stock, or the batch if several orders were sold at once. */
            reference: string | null;
            /** @description The stock after the change. */
            resulting_stock: number;
        };
        StockMovementPageDto: {
            items: components["schemas"]["StockMovementDto"][];
            next_cursor: string | null;
            /** @description What the list lacks, for it was too old to be kept; null: nothing. */
            removed: components["schemas"]["RemovedMovementsDto"] | null;
        };
        /**
         * @description The outside system that counts the part. Its next figure replaces the stock.
         * @enum {string}
         */
        StockSource: "warehouse" | "g2a";
        StockView: {
            /** Format: date-time */
            as_of: string | null;
            available_stock: number;
            current_stock: number;
            is_in_stock: boolean;
            is_low_stock: boolean;
            /** @description True if the external system behind this figure is not answering. */
            stale: boolean;
        };
        StockViewDto: {
            /** @description The units that shoppers can still order. */
            available_stock: number;
            current_stock: number;
            is_in_stock: boolean;
            is_low_stock: boolean;
            /** @description The kind of the last change. */
            last_change: string;
            /** Format: uuid */
            last_updated_by: string | null;
            last_updated_by_name: string | null;
            min_stock_level: number;
            part_id: number;
            /** @description The units reserved for open orders. */
            reserved_quantity: number;
            /** @description The outside system that counts the part. Its next figure replaces the stock. */
            source: components["schemas"]["StockSource"] | null;
            /** Format: date-time */
            updated_at: string | null;
            /** @description Grows by one with every change, reservations included. */
            version: number;
        };
        StockViewListDto: {
            items: components["schemas"]["StockViewDto"][];
        };
        SuggestionList: {
            items: components["schemas"]["SuggestionView"][];
        };
        SuggestionView: {
            /**
             * @description `query`: words to search for; `category` and `part`: where to go.
             * @enum {string}
             */
            kind: "query" | "category" | "part";
            /** @description Of a part. */
            part_id: number | null;
            /** @description Of a part. */
            sku: string | null;
            /** @description Of a category. */
            slug: string | null;
            /** @description What is shown: the words, or the name. */
            text: string;
        };
        /** @enum {string} */
        SyncKind: "g2a_products" | "g2a_stock" | "inventory";
        /** @enum {string} */
        SyncRunStatus: "running" | "completed" | "failed";
        /** @enum {string} */
        SynonymKind: "equal" | "one_way";
        SynonymList: {
            items: components["schemas"]["SynonymView"][];
            next_cursor: string | null;
        };
        SynonymView: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["SynonymKind"];
            targets: string[];
            /** Format: date-time */
            updated_at: string;
            version: number;
            /** @description In small letters, without separators. */
            words: string[];
        };
        TakenDto: {
            /** @enum {string} */
            status: "ok";
        };
        TermImpactView: {
            /** @description Deleted games that have it when they are restored. */
            deleted_parts: number;
            /** Format: uuid */
            id: string;
            /** @description The number of games that have it, without deleted games. */
            parts: number;
            version: number;
        };
        TokenView: {
            /** @description A JWT for the Authorization header. */
            access_token: string;
            /** @description Seconds */
            expires_in: number;
            /** @enum {string} */
            token_type: "Bearer";
            user: components["schemas"]["UserView"];
        };
        TopUpDto: {
            amount: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            payment_method: components["schemas"]["TopUpMethod"];
            /** @description Where the shopper pays while the top-up is pending. */
            redirect_url: string | null;
            status: components["schemas"]["PaymentStatus"];
        };
        /**
         * @description `test` succeeds at once and is not offered in production.
         * @enum {string}
         */
        TopUpMethod: "g2a_pay" | "test";
        TopUpRequestDto: {
            amount: components["schemas"]["MoneyDto"];
            /** @description `test` succeeds at once and is not offered in production. */
            payment_method: components["schemas"]["TopUpMethod"];
        };
        Trace: {
            correlation_id: string | null;
            /** @description From the begin of its first span to the end of its last. */
            duration_ms: number;
            failed: boolean;
            /** Format: uuid */
            id: string;
            /** @description Spans that there was no room for. */
            left_out: number;
            /**
             * @description What began it.
             * @example PUT /api/v1/admin/parts/:id/stock
             */
            name: string;
            /** @description Why it is kept. */
            reason: components["schemas"]["TraceReason"];
            /**
             * @description Where it began.
             * @example inventory
             */
            service: string;
            /** @description All that it went through. */
            services: string[];
            span_count: number;
            /** @description In the order in which they began. */
            spans: components["schemas"]["TraceSpan"][];
            /** Format: date-time */
            started_at: string;
            /** @description As `traceparent`, log lines and problems name it. */
            trace_id: string;
        };
        TracePage: {
            items: components["schemas"]["TraceSummary"][];
            next_cursor: string | null;
        };
        /**
         * @description Why it is kept.
         * @enum {string}
         */
        TraceReason: "sample" | "slow" | "failed";
        TraceSpan: {
            /** @description What it says of itself, by OpenTelemetry’s names. */
            about: {
                [key: string]: string;
            };
            error: string | null;
            failed: boolean;
            id: string;
            kind: components["schemas"]["TraceSpanKind"];
            name: string;
            /** @description It may not be among the spans. */
            parent: string | null;
            service: string;
            /** @description Milliseconds from the begin of the trace. */
            starts_ms: number;
            takes_ms: number;
        };
        /** @enum {string} */
        TraceSpanKind: "internal" | "server" | "client" | "producer" | "consumer";
        TraceSummary: {
            correlation_id: string | null;
            /** @description From the begin of its first span to the end of its last. */
            duration_ms: number;
            failed: boolean;
            /** Format: uuid */
            id: string;
            /**
             * @description What began it.
             * @example PUT /api/v1/admin/parts/:id/stock
             */
            name: string;
            /** @description Why it is kept. */
            reason: components["schemas"]["TraceReason"];
            /**
             * @description Where it began.
             * @example inventory
             */
            service: string;
            /** @description All that it went through. */
            services: string[];
            span_count: number;
            /** Format: date-time */
            started_at: string;
            /** @description As `traceparent`, log lines and problems name it. */
            trace_id: string;
        };
        TransactionDto: {
            /** @description The signed amount. A purchase is negative. */
            amount: components["schemas"]["MoneyDto"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            order_id: string | null;
            payment_method: components["schemas"]["TransactionMethod"];
            type: components["schemas"]["TransactionType"];
        };
        /** @enum {string} */
        TransactionMethod: "balance" | "g2a_pay" | "test";
        TransactionPageDto: {
            items: components["schemas"]["TransactionDto"][];
            next_cursor: string | null;
        };
        /** @enum {string} */
        TransactionType: "purchase" | "top_up" | "refund" | "fee";
        TriedProductDto: {
            /** @description The product, if it is still refused; null when the shop has taken it. */
            refused: components["schemas"]["RefusedProductDto"] | null;
        };
        UpdateCategoryDto: {
            name?: string;
            /** Format: uuid */
            parent_id?: string | null;
            /** @description Its place among its siblings, from 0. */
            position?: number;
            slug?: string;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        UpdatePartDto: {
            /** Format: uuid */
            category_id?: string | null;
            /** @description A note for the part’s history. */
            change_summary?: string;
            /** @description HTML. Elements that are not allowed are removed. */
            description?: string;
            /** @description Games only. */
            developer?: string | null;
            /** @description Games only. */
            genre_ids?: string[];
            part_name?: string;
            /** @description Games only. */
            platform_ids?: string[];
            price?: components["schemas"]["MoneyDto"];
            /**
             * Format: date-time
             * @description When the part becomes active by itself: a draft that is given a time is scheduled. Null takes the time back.
             */
            publish_at?: string | null;
            /** @description Games only. */
            publisher?: string | null;
            /** @description Games only. */
            region?: string | null;
            /**
             * Format: date
             * @description Games only.
             */
            release_date?: string | null;
            /** @description A price for a time; null ends it. */
            sale?: components["schemas"]["SaleDto"] | null;
            sku?: string;
            specifications?: components["schemas"]["SpecificationDto"][];
            /** @enum {string} */
            status?: "draft" | "scheduled" | "active" | "archived" | "discontinued";
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        UpdateSearchSettingsDto: {
            /** @description Some of `available`. Words are found as they are written in any case. */
            languages: string[];
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        UpdateSynonymDto: {
            /** @description equal: each of `words` finds the others too. one_way: each of `words` finds `targets` too. */
            kind: components["schemas"]["SynonymKind"];
            /** @description What is found as well; empty for `equal`. */
            targets: string[];
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
            /** @description Words or phrases of up to three words, as shoppers type them. */
            words: string[];
        };
        UpdateTermDto: {
            name?: string;
            slug?: string;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        UploadKeyDto: {
            /** @description The key is a picture. Default: false. */
            is_file?: boolean;
            /** @description A text, or with `is_file` a picture in base64. */
            key: string;
        };
        UserPage: {
            items: components["schemas"]["AccountView"][];
            next_cursor: string | null;
        };
        UserView: {
            /** Format: date-time */
            created_at: string;
            display_name: string;
            /** Format: email */
            email: string;
            email_confirmed: boolean;
            /** Format: uuid */
            id: string;
            /**
             * @example [
             *       "stock:read",
             *       "stock:write"
             *     ]
             */
            permissions: string[];
            /**
             * @example [
             *       "customer"
             *     ]
             */
            roles: string[];
            version: number;
        };
        VersionBody: {
            /** @description The version that the client read. */
            version?: number;
        };
        VersionDiffView: {
            changes: components["schemas"]["FieldChangeView"][];
            from: number;
            to: number;
        };
        VersionDto: {
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        WalletDto: {
            balance: components["schemas"]["MoneyDto"];
            /** @description The payment methods for a top-up. */
            top_up_methods: ("g2a_pay" | "test")[];
        };
        /** @enum {string} */
        WatchedPage: "part" | "game" | "list";
        /** @enum {string} */
        WatchedSubject: "content" | "stock";
        /** @enum {string} */
        WebhookDeliveryState: "waiting" | "delivered" | "failed";
        WishBody: {
            part_id: number;
            /** @description The version that the client read. An outdated version is refused with 409. */
            version?: number;
        };
        WishLinkDto: {
            /** @description From the link of the mail. */
            token: string;
        };
        WishlistView: {
            items: components["schemas"]["WishView"][];
            next_cursor: string | null;
            /** @description Grows with every change of the list. */
            version: number;
        };
        WishView: {
            /** Format: date-time */
            added_at: string;
            /**
             * Format: date-time
             * @description When the available quantity was last known.
             */
            as_of: string | null;
            /** @description The quantity that this shopper can order now. */
            available: number;
            for_sale: boolean;
            image_url: string | null;
            is_in_stock: boolean;
            /** @enum {string} */
            kind: "physical" | "game";
            /** @description While a sale is on: the lowest price of the 30 days before it began. */
            lowest_price_30_days: components["schemas"]["MoneyDto"] | null;
            part_id: number;
            part_name: string;
            /** @description The current price; null if the part is not for sale. */
            price: components["schemas"]["MoneyDto"] | null;
            /** @description What it costs otherwise, while a sale is on. */
            regular_price: components["schemas"]["MoneyDto"] | null;
            sku: string;
            slug: string;
            /** @description True while an outside system that counts the part is not heard: the quantity may be outdated. */
            stale: boolean;
        };
    };
    responses: {
        /** @description The current state does not allow the request. See `code`. */
        Conflict: {
            headers: {
                "x-correlation-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request was refused or failed. */
        Failed: {
            headers: {
                "x-correlation-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The account does not have the permission. */
        Forbidden: {
            headers: {
                "x-correlation-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description At least one field is not valid. `errors` names each of them. */
        Invalid: {
            headers: {
                "x-correlation-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The resource does not exist, or this account may not see it. */
        NotFound: {
            headers: {
                "x-correlation-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body of the request is too large. */
        TooLarge: {
            headers: {
                "x-correlation-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests. See `Retry-After`. */
        TooMany: {
            headers: {
                "x-correlation-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The access token is missing or not valid. */
        Unauthorized: {
            headers: {
                "x-correlation-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body of the request cannot be read. */
        Unreadable: {
            headers: {
                "x-correlation-id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    Jwks_jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys?: Record<string, never>[];
                    };
                };
            };
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Alerts_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description Default open. */
                state?: "open" | "past";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffAlertPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Alerts_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffAlert"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Audit_list: {
        parameters: {
            query?: {
                /** @description Whose changes: the id of an account, its e-mail address, or `system` for those that no person made. */
                changed_by?: string;
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only changes from this time on. */
                from?: string;
                limit?: number;
                operation?: "INSERT" | "UPDATE" | "DELETE";
                /** @description Words that the values before or after hold, in any case; of three letters and more, also their beginnings. */
                q?: string;
                /** @description The record. Without `table`, records of all tables that have this id. */
                record_id?: string;
                /** @description The table. */
                table?: string;
                /** @description Only changes before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Audit_exportCsv: {
        parameters: {
            query?: {
                /** @description Whose changes: the id of an account, its e-mail address, or `system` for those that no person made. */
                changed_by?: string;
                /** @description Only changes from this time on. */
                from?: string;
                operation?: "INSERT" | "UPDATE" | "DELETE";
                /** @description Words that the values before or after hold, in any case; of three letters and more, also their beginnings. */
                q?: string;
                /** @description The record. Without `table`, records of all tables that have this id. */
                record_id?: string;
                /** @description The table. */
                table?: string;
                /** @description Only changes before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AuditReport_report: {
        parameters: {
            query?: {
                /** @description Only those of one person, by id or e-mail address; `system`: of no person. */
                changed_by?: string;
                /** @description Default: seven days before `to`. */
                from?: string;
                /** @description Only those of one table. */
                table?: string;
                /** @description Default: now. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditReport"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SavedFilters_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilters"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SavedFilters_save: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveFilterDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SavedFilters_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Bulk_listBulkChanges: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Bulk_previewBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkPreviewDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    BulkStock_previewBulkStock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkStockPreviewDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    BulkStock_cancelBulkStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    BulkStock_repeatBulkStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    BulkStock_startBulkStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    BulkStock_undoBulkStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    BulkFile_exportBulkChanges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Bulk_getBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Bulk_cancelBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Bulk_repeatBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Bulk_listBulkRows: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                result?: components["schemas"]["BulkResult"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRowPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Bulk_exportBulkRows: {
        parameters: {
            query?: {
                result?: components["schemas"]["BulkResult"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Bulk_startBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Bulk_undoBulkChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Cache_state: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CacheDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Cache_warm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is among the background work. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminCategory_listAdminCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCategoryList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminCategory_createCategory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCategoryDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCategoryView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminCategory_updateCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCategoryDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCategoryView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCategoryView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminCategory_deleteCategory: {
        parameters: {
            query?: {
                /** @description Where the categories in it go: along with its parts, or up into the category above it. Default: along. */
                children?: "along" | "up";
                /** @description The category that its parts go to. Needed while it has any. */
                move_to?: string;
            };
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminCategoryView"];
                };
            };
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminCategory_readImpact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloseImpactView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Consistency_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartCheckDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedCheckDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Reads_reads: {
        parameters: {
            query?: {
                /** @description Of so many hours until now. */
                hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadsDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Consistency_repair: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RepairDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairOutcomesDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Consistency_report: {
        parameters: {
            query?: {
                /** @description Only those of this check. */
                check?: "ledger" | "order total" | "order history" | "order at rest" | "order and reservation" | "sold and reserved" | "parts of carts" | "parts of wishlists" | "cart of an order" | "stock and movements" | "stock and reservations" | "stock and sales" | "holds that outlived their order" | "stock and source" | "missing pieces" | "sale numbers" | "kept back" | "events that never left" | "outbox of stock" | "outbox of orders" | "event log of stock" | "stock as heard" | "content as heard" | "inbox and dead letters" | "notifications" | "links and parts" | "content and version" | "gaps of versions" | "images and renditions" | "images and objects" | "part and product" | "part and offer" | "search index" | "lists and parts" | "table of staff and parts" | "sold for no order" | "payments at G2A" | "refunds at G2A" | "keys for no order" | "sales for the warehouse" | "events of parts" | "pages of no part" | "carts of nobody" | "wishlists of nobody" | "audit chain" | "cached parts" | "cached prices" | "cached images" | "cached specifications" | "cached stock" | "cached carts" | "pages shown" | "stock shown" | "lists shown";
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description Only those in this state; default open. */
                state?: "open" | "repaired" | "gone";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Staff_listCustomers: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description Part of a name or an e-mail address, or a complete user id. */
                q?: string;
                /** @description Sorts by the last order. Default: newest. With `q`, the auth service decides the order. */
                sort?: "newest" | "oldest";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    StaffFiles_exportCustomers: {
        parameters: {
            query?: {
                /** @description Part of a name or an e-mail address, or a complete user id. */
                q?: string;
                /** @description Sorts by the last order. Default: newest. With `q`, the auth service decides the order. */
                sort?: "newest" | "oldest";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Staff_getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    StaffFiles_exportTransactions: {
        parameters: {
            query?: {
                /** @description Only entries booked at this time or later. */
                from?: string;
                order_id?: string;
                payment_method?: components["schemas"]["TransactionMethod"];
                /** @description Only entries booked before this time. */
                to?: string;
                type?: components["schemas"]["TransactionType"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Events_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only changes from this time on. */
                from?: string;
                limit?: number;
                /** @description The aggregate’s id, e.g. of a part. */
                subject?: string;
                /** @description The Kafka topic. */
                topic?: string;
                /** @description The event type. */
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    DeadLetters_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Includes messages that were handled after all or discarded. */
                include_resolved?: boolean;
                limit?: number;
                /** @description Only those of this service. */
                service?: "auth" | "catalog" | "inventory" | "order" | "sync-gateway" | "realtime-gateway" | "watcher" | "operations";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLettersPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    DeadLetters_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    DeadLetters_discard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscardDeadLetterDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterDiscardDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    DeadLetters_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterRetryDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Replays_replay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayEventsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayAnswerDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Replays_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplaysDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Replays_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Replays_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminFlags_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminFlags_decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideFlagDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    RefusedProducts_listRefusedProducts: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description The id at G2A, or the beginning of the name. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefusedProductPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    RefusedProductsFile_exportRefusedProducts: {
        parameters: {
            query?: {
                /** @description The id at G2A, or the beginning of the name. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    RefusedProducts_retryRefusedProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedProductDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Purchases_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                order_id?: string;
                /** @description Part of the name that the game had when it was ordered. */
                q?: string;
                /** @description The code of a reason. */
                reason?: string;
                state?: components["schemas"]["PurchaseState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchasePageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    PurchasesFile_exportPurchases: {
        parameters: {
            query?: {
                order_id?: string;
                /** @description Part of the name that the game had when it was ordered. */
                q?: string;
                /** @description The code of a reason. */
                reason?: string;
                state?: components["schemas"]["PurchaseState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Purchases_refund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                purchase_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Purchases_replace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                purchase_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Purchases_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                purchase_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Purchases_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                purchase_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadKeyDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurchaseDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminGenre_listTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminGenre_createTerm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTermDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminGenre_updateTerm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTermDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminGenre_deleteTerm: {
        parameters: {
            query?: {
                /** @description What its games get instead. Default: nothing; it is taken off them. */
                move_to?: string;
            };
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermView"];
                };
            };
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminGenre_readImpact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermImpactView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Health_now: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Health_changes: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthChangesPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Imports_previewImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FilePreviewDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Imports_listImports: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Imports_createImport: {
        parameters: {
            query?: {
                /** @description Checks every row and changes nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    /** @description A JSON object of the file’s columns and the fields that they are for, or null; what it leaves out is as proposed. */
                    mapping?: string;
                };
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedImportDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Imports_getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Imports_applyImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Imports_cancelImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Imports_importErrors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Imports_repeatImportRows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Imports_resumeImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Incidents_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description Default: all. */
                state?: "open" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Incidents_open: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenIncidentDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentDetail"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Incidents_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Incidents_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseIncidentDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentDetail"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Incidents_add: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddEntryDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentDetail"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Incidents_hide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Jobs_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description The kind of job. */
                name?: string;
                /** @description Only those of this service. */
                service?: "auth" | "catalog" | "inventory" | "order" | "sync-gateway" | "realtime-gateway" | "watcher" | "operations";
                /** @description Only those in this state. */
                state?: "waiting" | "retrying" | "running" | "given_up";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Jobs_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobRetryDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Charts_charts: {
        parameters: {
            query?: {
                /** @description Names of charts, separated by commas. Default: all. */
                charts?: string;
                minutes?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChartsDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminNotices_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticesView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminNotices_dismiss: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Staff_listOrders: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only orders placed at this time or later. */
                from?: string;
                limit?: number;
                /** @description An order number, or the beginning of an order’s id. */
                q?: string;
                /** @description Default: newest. */
                sort?: "newest" | "oldest" | "total_desc" | "total_asc";
                status?: components["schemas"]["OrderStatus"];
                /** @description Only orders placed before this time. */
                to?: string;
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffOrderPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    StaffFiles_exportOrders: {
        parameters: {
            query?: {
                /** @description Only orders placed at this time or later. */
                from?: string;
                /** @description An order number, or the beginning of an order’s id. */
                q?: string;
                /** @description Default: newest. */
                sort?: "newest" | "oldest" | "total_desc" | "total_asc";
                status?: components["schemas"]["OrderStatus"];
                /** @description Only orders placed before this time. */
                to?: string;
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Staff_getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffOrderDetailDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    StaffMoves_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelOrderDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    StaffMoves_complete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    StaffMoves_handOver: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Invoices_any: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Refunds_refund: {
        parameters: {
            query?: never;
            header: {
                /** @description A unique key for each refund. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundOrderDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Refunds_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPart_listAdminParts: {
        parameters: {
            query?: {
                /** @description Slug or id of a category, including its subcategories. */
                category?: string;
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Slug or id of a genre. */
                genre?: string;
                in_stock?: boolean;
                /** @description Includes deleted parts. */
                include_deleted?: boolean;
                kind?: "physical" | "game";
                limit?: number;
                /** @description Only parts at or below their minimum stock level. */
                low_stock?: boolean;
                /** @description The highest price, in the part’s own currency. */
                max_price?: string;
                /** @description The lowest price, in the part’s own currency. */
                min_price?: string;
                /** @description Slug or id of a platform. */
                platform?: string;
                /** @description Searches names, descriptions, SKU and specifications. */
                q?: string;
                /** @description Default: relevance with `q`, else newest. */
                sort?: "relevance" | "newest" | "name" | "price_asc" | "price_desc" | "updated" | "sku" | "stock_asc" | "stock_desc";
                status?: "draft" | "scheduled" | "active" | "archived" | "discontinued";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPart_createPart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePartDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Exports_exportCsv: {
        parameters: {
            query?: {
                /** @description Slug or id of a category, including its subcategories. */
                category?: string;
                /** @description Slug or id of a genre. */
                genre?: string;
                in_stock?: boolean;
                /** @description Includes deleted parts. */
                include_deleted?: boolean;
                kind?: "physical" | "game";
                /** @description Only parts at or below their minimum stock level. */
                low_stock?: boolean;
                /** @description The highest price, in the part’s own currency. */
                max_price?: string;
                /** @description The lowest price, in the part’s own currency. */
                min_price?: string;
                /** @description Slug or id of a platform. */
                platform?: string;
                /** @description Searches names, descriptions, SKU and specifications. */
                q?: string;
                /** @description Default: relevance with `q`, else newest. */
                sort?: "relevance" | "newest" | "name" | "price_asc" | "price_desc" | "updated" | "sku" | "stock_asc" | "stock_desc";
                status?: "draft" | "scheduled" | "active" | "archived" | "discontinued";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Exports_exportJsonLines: {
        parameters: {
            query?: {
                /** @description Slug or id of a category, including its subcategories. */
                category?: string;
                /** @description Slug or id of a genre. */
                genre?: string;
                in_stock?: boolean;
                /** @description Includes deleted parts. */
                include_deleted?: boolean;
                kind?: "physical" | "game";
                /** @description Only parts at or below their minimum stock level. */
                low_stock?: boolean;
                /** @description The highest price, in the part’s own currency. */
                max_price?: string;
                /** @description The lowest price, in the part’s own currency. */
                min_price?: string;
                /** @description Slug or id of a platform. */
                platform?: string;
                /** @description Searches names, descriptions, SKU and specifications. */
                q?: string;
                /** @description Default: relevance with `q`, else newest. */
                sort?: "relevance" | "newest" | "name" | "price_asc" | "price_desc" | "updated" | "sku" | "stock_asc" | "stock_desc";
                status?: "draft" | "scheduled" | "active" | "archived" | "discontinued";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPart_getAdminPart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPart_updatePart: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdatePartDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPart_deletePart: {
        parameters: {
            query: {
                /** @description The token that `delete-impact` returned. */
                confirm: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPart_deleteImpact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteImpactView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminVersion_listPartEvents: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartEventPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    FieldOwner_releasePartField: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                field: "part_name" | "description" | "category_id" | "price" | "specifications" | "images" | "genre_ids" | "platform_ids" | "region" | "publisher" | "developer" | "release_date";
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminImage_addImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageUrlDto"];
                "multipart/form-data": {
                    alt?: string;
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminImage_describeImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: number;
                image_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageTextDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminImage_deleteImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: number;
                image_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminImage_orderImages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageOrderDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPart_repeatPlannedSwitch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Preview_linkPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewLinkView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    PriceHistory_listPrices: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastPricePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPart_restorePart: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Stock_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockViewDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Stock_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetStockDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockViewDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Stock_adjust: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustStockDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockViewDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Stock_movements: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockMovementPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Movements_exportPartMovements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SafetyBuffers_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SafetyBufferDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SafetyBuffers_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSafetyBufferDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SafetyBufferDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SafetyBuffers_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SafetyBufferDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminVersion_listVersions: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentVersionPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminVersion_diffVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                a: number;
                b: number;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDiffView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminVersion_getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentVersionDetailView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminVersion_rollbackPart: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: number;
                n: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollBackDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminVersion_checkRollBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RollBackCheckView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPlatform_listTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPlatform_createTerm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTermDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPlatform_updateTerm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTermDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermView"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPlatform_deleteTerm: {
        parameters: {
            query?: {
                /** @description What its games get instead. Default: nothing; it is taken off them. */
                move_to?: string;
            };
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminTermView"];
                };
            };
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminPlatform_readImpact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermImpactView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminRoles_listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminRoles_getRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminRoles_replacePermissions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PermissionsBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SearchSettings_listMisses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchMissList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SearchSettings_readSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchSettingsView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SearchSettings_updateSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSearchSettingsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchSettingsView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Synonym_listSynonyms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SynonymList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Synonym_createSynonym: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSynonymDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SynonymView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Synonym_updateSynonym: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSynonymDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SynonymView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Synonym_deleteSynonym: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SlowStatements_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description Only those whose worst took so long. */
                min_ms?: number;
                /** @description Only those of this service. */
                service?: "auth" | "catalog" | "inventory" | "order" | "sync-gateway" | "realtime-gateway" | "watcher" | "operations";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlowStatementPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Stock_bulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkStockDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockViewListDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Movements_list: {
        parameters: {
            query?: {
                /** @description Only what this person moved. */
                actor?: string;
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only movements from this time on. */
                from?: string;
                /** @description Only movements for this reason. */
                kind?: "initial" | "set" | "adjusted" | "bulk" | "reservation_held" | "reservation_committed" | "reservation_released" | "reservation_expired" | "order_returned" | "external";
                limit?: number;
                /** @description Only movements of this part. */
                part_id?: number;
                /** @description Only movements before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartMovementPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Movements_exportMovements: {
        parameters: {
            query?: {
                /** @description Only what this person moved. */
                actor?: string;
                /** @description Only movements from this time on. */
                from?: string;
                /** @description Only movements for this reason. */
                kind?: "initial" | "set" | "adjusted" | "bulk" | "reservation_held" | "reservation_committed" | "reservation_released" | "reservation_expired" | "order_returned" | "external";
                /** @description Only movements of this part. */
                part_id?: number;
                /** @description Only movements before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    CategoryBuffers_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                kind?: components["schemas"]["SafetyBufferKind"];
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SafetyBufferPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SafetyBuffersFile_exportSafetyBuffers: {
        parameters: {
            query?: {
                kind?: components["schemas"]["SafetyBufferKind"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    CategoryBuffers_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryBufferDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    CategoryBuffers_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSafetyBufferDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryBufferDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    CategoryBuffers_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                category_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryBufferDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Runs_products: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StartCatalogueRunDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedRunDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Runs_stock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Integrations_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationsView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Runs_inventory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedRunDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Links_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description Only those whose SKU begins with this text, or whose product or part has this id. */
                q?: string;
                /** @description Only those in this state. */
                state?: "linked" | "undone";
                /** @description Only those to this system. */
                system?: "warehouse" | "g2a";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Links_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeLinkDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeLinkDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    LinksFile_exportLinks: {
        parameters: {
            query?: {
                /** @description Only those whose SKU begins with this text, or whose product or part has this id. */
                q?: string;
                /** @description Only those in this state. */
                state?: "linked" | "undone";
                /** @description Only those to this system. */
                system?: "warehouse" | "g2a";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Links_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Runs_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only those of this kind. */
                kind?: "g2a_products" | "g2a_stock" | "inventory";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    RunsFile_exportRuns: {
        parameters: {
            query?: {
                /** @description Only those of this kind. */
                kind?: "g2a_products" | "g2a_stock" | "inventory";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Runs_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Shortfalls_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                state?: components["schemas"]["ShortfallState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShortfallPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    ShortfallsFile_exportShortfalls: {
        parameters: {
            query?: {
                state?: components["schemas"]["ShortfallState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Shortfalls_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveShortfallDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShortfallDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Traces_list: {
        parameters: {
            query?: {
                /** @description Only that of this request: the `x-correlation-id` of its answer, of a change on record or of a message. */
                correlation_id?: string;
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only those in which something failed. */
                failed?: boolean;
                /** @description Only those that began at this time or later. */
                from?: string;
                limit?: number;
                /** @description Only those that took so long. */
                min_ms?: number;
                /** @description Only those that went through it. */
                service?: "auth" | "catalog" | "inventory" | "order" | "sync-gateway" | "realtime-gateway" | "watcher" | "operations";
                /** @description Only those that began before this time. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TracePage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Traces_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                trace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trace"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminUsers_listUsers: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description The beginning of an e-mail address or a name, or what stands in one from the beginning of a word on. Such a list is in the order of what was found. */
                q?: string;
                /** @description A role that the accounts have; `staff`: any but that of customers. */
                role?: string;
                /** @description Default: newest */
                sort?: "newest" | "oldest";
                state?: "active" | "deactivated";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    UsersFile_exportUsers: {
        parameters: {
            query?: {
                /** @description The beginning of an e-mail address or a name, or what stands in one from the beginning of a word on. Such a list is in the order of what was found. */
                q?: string;
                /** @description A role that the accounts have; `staff`: any but that of customers. */
                role?: string;
                /** @description Default: newest */
                sort?: "newest" | "oldest";
                state?: "active" | "deactivated";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminUsers_getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminUsers_delete: {
        parameters: {
            query?: {
                /** @description Needed when there is money in the wallet: staff have settled it with the person. The books keep it as it is. */
                wallet?: "settled";
            };
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminUsers_deactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["VersionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminUsers_reactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["VersionBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminUsers_replaceRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolesBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminUsers_listSessions: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    AdminUsers_endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    WebhookEndpoints_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointsPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    WebhookEndpoints_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterEndpointDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    WebhookEndpoints_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    WebhookEndpoints_change: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeEndpointDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    WebhookEndpoints_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Deliveries_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                state?: components["schemas"]["WebhookDeliveryState"];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveriesPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Deliveries_resend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Deliveries_resendFailed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResendFailedDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    WebhookEndpoints_showSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretsView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    WebhookEndpoints_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretsView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Deliveries_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Inbox_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                /** @description Only those of this source. */
                source?: "g2a.ipn" | "g2a.orders";
                /** @description Only those that stand so. */
                state?: "received" | "applied" | "refused" | "given_up";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Inbox_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Confirmations_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmEmailBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailConfirmedView"];
                };
            };
            400: components["responses"]["Unreadable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Confirmations_again: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail will be sent. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SignIn_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInView"];
                };
            };
            400: components["responses"]["Unreadable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SignIn_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Me_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SignIn_refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description A client repeats the same key when the response was lost. Such a repeat does not count as reuse of the token. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    SignIn_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInView"];
                };
            };
            400: components["responses"]["Unreadable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Sessions_listSessions: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Sessions_endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    StockNotices_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WishLinkDto"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    StockNotices_stop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WishLinkDto"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Carts_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Carts_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddItemBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Carts_set: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                part_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuantityBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Carts_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                part_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Migration_migrate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MigratedCartView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Taxonomy_listCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryTree"];
                };
            };
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Changes_list: {
        parameters: {
            query?: {
                /** @description The `next_after` of the previous page. `latest` answers the present place and no changes. Default: the oldest change that is kept. */
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangesPage"];
                };
            };
            /** @description `cursor_too_old`: changes after the cursor are no longer kept. `start_again` says how to go on. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Checkout_validate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Flags_answers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagAnswersDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Part_listGames: {
        parameters: {
            query?: {
                /** @description Slug or id of a category, including its subcategories. */
                category?: string;
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Counts what the list can be narrowed to, each with all filters but its own. */
                facets?: boolean;
                /** @description The fields to return, separated by commas. */
                fields?: string;
                /** @description Slug or id of a genre. */
                genre?: string;
                in_stock?: boolean;
                limit?: number;
                /** @description The highest price, in the part’s own currency. */
                max_price?: string;
                /** @description The lowest price, in the part’s own currency. */
                min_price?: string;
                /** @description Slug or id of a platform. */
                platform?: string;
                /** @description Searches names, descriptions, SKU and specifications. */
                q?: string;
                /** @description Default: relevance with `q`, else newest. */
                sort?: "relevance" | "newest" | "name" | "price_asc" | "price_desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartPage"];
                };
            };
            /** @description The resource is unchanged since the `If-None-Match` of the request. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Part_getGame: {
        parameters: {
            query?: {
                fields?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartView"];
                };
            };
            /** @description The resource is unchanged since the `If-None-Match` of the request. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Taxonomy_listGenres: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountedList"];
                };
            };
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Image_getImage: {
        parameters: {
            query?: {
                /** @description One of 160, 480, 960. */
                w?: number;
            };
            header?: never;
            path: {
                /** @description `<sha256>.webp` */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Orders_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
                status?: components["schemas"]["OrderStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Orders_place: {
        parameters: {
            query?: never;
            header: {
                /** @description A unique key for each attempt to order. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceOrderDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Orders_detail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDetailDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Orders_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Invoices_own: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Keys_reveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedKeyDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Part_listParts: {
        parameters: {
            query?: {
                /** @description Slug or id of a category, including its subcategories. */
                category?: string;
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Counts what the list can be narrowed to, each with all filters but its own. */
                facets?: boolean;
                /** @description The fields to return, separated by commas. */
                fields?: string;
                /** @description Slug or id of a genre. */
                genre?: string;
                in_stock?: boolean;
                kind?: "physical" | "game";
                limit?: number;
                /** @description The highest price, in the part’s own currency. */
                max_price?: string;
                /** @description The lowest price, in the part’s own currency. */
                min_price?: string;
                /** @description Slug or id of a platform. */
                platform?: string;
                /** @description Searches names, descriptions, SKU and specifications. */
                q?: string;
                /** @description Default: relevance with `q`, else newest. */
                sort?: "relevance" | "newest" | "name" | "price_asc" | "price_desc";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartPage"];
                };
            };
            /** @description The resource is unchanged since the `If-None-Match` of the request. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Part_getPart: {
        parameters: {
            query?: {
                fields?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description For `If-None-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartView"];
                };
            };
            /** @description The resource is unchanged since the `If-None-Match` of the request. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    StockNotices_ask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackInStockDto"];
            };
        };
        responses: {
            /** @description Asked for, or waiting already. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Preview_getPreview: {
        parameters: {
            query?: never;
            header: {
                /** @description The token of the link. */
                "x-preview-token": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewView"];
                };
            };
            /** @description The token is of another part, over, or none. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Taxonomy_listPlatforms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountedList"];
                };
            };
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Suggestions_suggestions: {
        parameters: {
            query: {
                limit?: number;
                /** @description What was typed so far. Blank: nothing is suggested. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionList"];
                };
            };
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Status_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusDto"];
                };
            };
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Transactions_list: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                /** @description Only entries booked at this time or later. */
                from?: string;
                limit?: number;
                order_id?: string;
                payment_method?: components["schemas"]["TransactionMethod"];
                /** @description Only entries booked before this time. */
                to?: string;
                type?: components["schemas"]["TransactionType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionPageDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Wallet_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Wallet_topUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description A unique key for each top-up. Requests with the same key make one top-up. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopUpRequestDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopUpDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Wallet_topUpOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopUpDto"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Notifications_notify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["IpnDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    OrderNotifications_notify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderNotificationDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Hints_notify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockHintDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenDto"];
                };
            };
            400: components["responses"]["Unreadable"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Wishlists_read: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the previous page. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WishlistView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Wishlists_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WishBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WishlistView"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
    Wishlists_remove: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the client read, in double quotes. */
                "If-Match"?: string;
            };
            path: {
                part_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WishlistView"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            default: components["responses"]["Failed"];
        };
    };
}
