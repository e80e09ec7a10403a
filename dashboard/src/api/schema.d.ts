// Generated from the server's OpenAPI document by `npm run api`. Do not edit.

export interface paths {
    "/organization.inviteMember": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite an address; the invitation holds for two days, and its id is what lets the person in. */
        post: operations["organization-inviteMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.allInvitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every invitation of the organization, by status, then the one that holds longest first. */
        get: operations["organization-allInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.removeInvitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete an invitation; it lets nobody in from now on. */
        post: operations["organization-removeInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.getUserByToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an invitation says to whoever holds its id: whom it is for, and whether that person has an account. */
        get: operations["user-getUserByToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.getInvitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The invitations for the caller's address that can be accepted, each with its organization. */
        get: operations["user-getInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's membership of the active organization, with the person and their API keys. */
        get: operations["user-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and their active organization; null for nobody. */
        get: operations["user-session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the profile, and the password for who knows the current one: that ends all other sessions. */
        post: operations["user-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.getPermissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the caller may do each action on each resource. */
        get: operations["user-getPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.haveRootAccess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the caller administers a cloud of many installations; here, nobody does. */
        get: operations["user-haveRootAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.listPasskeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's passkeys, the newest first, without their keys. */
        get: operations["user-listPasskeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.getBackups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller with the backups of the installation that they have set up, and their API keys. */
        get: operations["user-getBackups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.getServerMetrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own row; the name is older than what it tells. */
        get: operations["user-getServerMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.getBookmarkedTemplates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ids of the templates that the caller has marked. */
        get: operations["user-getBookmarkedTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.toggleTemplateBookmark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a template, or take the mark off. */
        post: operations["user-toggleTemplateBookmark"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.createApiKey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A key that acts as the caller in one organization; the answer alone has its text. */
        post: operations["user-createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.deleteApiKey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete one of the caller's own keys; it opens nothing from now on. */
        post: operations["user-deleteApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/environment.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an environment in a project; `production` is taken by the one that the project was born with. */
        post: operations["environment-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/environment.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An environment with its services and its project. */
        get: operations["environment-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/environment.byProjectId": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The environments of a project, oldest first, each with its services. */
        get: operations["environment-byProjectId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/environment.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change what was sent. The default environment keeps its name; variables need a permission of their own. */
        post: operations["environment-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/environment.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove an empty environment; the default one goes with its project only. */
        post: operations["environment-remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The members of the organization, the oldest first. */
        get: operations["user-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A member of the organization; others than oneself for those who look after members. */
        get: operations["user-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.checkUserOrganizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In how many organizations a person is: oneself, or for owner and admins a member. */
        get: operations["user-checkUserOrganizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.createUserWithCredentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an account with a password, and make it a member at once. */
        post: operations["user-createUserWithCredentials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.updateMemberRole": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a member another role; it counts from the next call on. */
        post: operations["organization-updateMemberRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.assignPermissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a member's switches and what is within reach. Ids that are not of this organization are left out. */
        post: operations["user-assignPermissions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a person from the organization; the account goes with its last membership. */
        post: operations["user-remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every organization of the caller, each with the caller's own membership. */
        get: operations["organization-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An organization of the caller; another's is not found. */
        get: operations["organization-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization that the caller acts in; null without a membership. */
        get: operations["organization-active"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make another organization, owned by the caller; the session goes on acting where it acts. */
        post: operations["organization-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change name, logo and the role that newcomers by single sign-on get; for its owner. */
        post: operations["organization-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.setDefault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where the caller's new sessions begin. */
        post: operations["organization-setDefault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organization.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete an organization with all it has: services with containers and routes first, then the rows. */
        post: operations["organization-delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/port.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an application a published port. */
        post: operations["port-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/port.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A published port of an application. */
        get: operations["port-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/port.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change a published port. */
        post: operations["port-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/port.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a published port away. */
        post: operations["port-delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/redirects.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an application a redirect. */
        post: operations["redirects-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/redirects.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A redirect of an application. */
        get: operations["redirects-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/redirects.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change a redirect. */
        post: operations["redirects-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/redirects.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a redirect away. */
        post: operations["redirects-delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/security.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an application a user of the basic-auth gate. */
        post: operations["security-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/security.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user of the basic-auth gate of an application. */
        get: operations["security-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/security.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change a user of the basic-auth gate. */
        post: operations["security-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/security.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a user of the basic-auth gate away. */
        post: operations["security-delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the next deployment would change, or how two releases differ. */
        get: operations["application-changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The deployments of an application, newest first. */
        get: operations["deployment-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.allByCompose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The deployments of a compose, newest first. */
        get: operations["deployment-allByCompose"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.allByServer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs on a server, newest first. */
        get: operations["deployment-allByServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.allByType": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs of any owner, newest first, each with the release that it can bring back. */
        get: operations["deployment-allByType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.allCentralized": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The deployments of all applications and composes within reach, newest first; the first `limit`, or all. */
        get: operations["deployment-allCentralized"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.queueList": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits and what runs in the caller's organization, newest first. */
        get: operations["deployment-queueList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.killProcess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a run, waiting or running: its processes are killed and it ends as `error`. */
        post: operations["deployment-killProcess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this run alone, waiting or running; it ends as `cancelled`, and the release that serves goes on serving. */
        post: operations["deployment-cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.removeDeployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete a run that has ended, with its log. What runs, and the release that serves, must not lose its record. */
        post: operations["deployment-removeDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deployment.readLogs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last lines of a run's log; empty when there is none. */
        get: operations["deployment-readLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docker.getContainers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The containers of all services within reach. */
        get: operations["docker-getContainers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docker.getConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that the engine knows about a container; values of variables only for who may read variables. */
        get: operations["docker-getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docker.getContainersByAppNameMatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The containers of a service, the newest first; empty when there is none. */
        get: operations["docker-getContainersByAppNameMatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docker.getContainersByAppLabel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The running containers of a service, of Swarm or standing alone. */
        get: operations["docker-getContainersByAppLabel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docker.getServiceContainersByAppName": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tasks of a service, present and past, the newest first; `containerId` is the task's id. */
        get: operations["docker-getServiceContainersByAppName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docker.getStackContainersByAppName": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same for a stack. */
        get: operations["docker-getStackContainersByAppName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a service a host name; an application is reachable under it at once, if a release of it is live. */
        post: operations["domain-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.byApplicationId": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The domains of an application. */
        get: operations["domain-byApplicationId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.byComposeId": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The domains of a compose. */
        get: operations["domain-byComposeId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.generateDomain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A host name that resolves to this machine (or the server) without any DNS of one's own. */
        post: operations["domain-generateDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.canGenerateTraefikMeDomains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The address that generated names would point to; empty when it is not known. */
        get: operations["domain-canGenerateTraefikMeDomains"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change what was sent; the routes of an application follow at once. */
        post: operations["domain-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.toggleEnable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch a domain off, or on again. */
        post: operations["domain-toggleEnable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A domain with its application. */
        get: operations["domain-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a host name away; its routes end at once. */
        post: operations["domain-delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/domain.validateDomain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask DNS where a name points, and compare with the address that it should point to. */
        post: operations["domain-validateDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project.homeStats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many projects, environments and services the caller reaches, and how the services are. */
        get: operations["project-homeStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project.allForPermissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Projects, the newest first, with environments and services: what can be put within a member's reach. */
        get: operations["project-allForPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings.health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Well, and so is the database: it answered a query just now. */
        get: operations["settings-health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings.getDokployVersion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The version, with a leading `v`. */
        get: operations["settings-getDokployVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings.getOpenApiDocument": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The OpenAPI document, for the address at which the caller reached this server. */
        get: operations["settings-getOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings.isCloud": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this is the vendor's cloud. It never is: this server is run by those who use it. */
        get: operations["settings-isCloud"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings.getIp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public address that was noted for this server; empty while none was. */
        get: operations["settings-getIp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings.isUserSubscribed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the organization is in use: it has a server or a project. */
        get: operations["settings-isUserSubscribed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings.getWebServerSettings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the installation is set up; private key and token for owner and admins alone. */
        get: operations["settings-getWebServerSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin.setupMonitoring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say which services are measured and who is called when the machine is too busy; holds from the next sample on. */
        post: operations["admin-setupMonitoring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.getMetricsToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How monitoring is set up, its token for owner and admins alone. */
        get: operations["user-getMetricsToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The servers of the organization, the newest first, each with the number of services on it. */
        get: operations["server-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server.withSSHKey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Servers that services can be deployed to: those with a key to get in. */
        get: operations["server-withSSHKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server.buildServers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Servers that images can be built on: those with a key to get in. */
        get: operations["server-buildServers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/server.count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many servers there are in the organizations that the caller owns. */
        get: operations["server-count"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/certificates.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificates of the organization, by name, each with its server. */
        get: operations["certificates-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/destination.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The places for backups, the newest first. */
        get: operations["destination-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tag.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tags of the organization, by name. */
        get: operations["tag-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notification.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The notifications of the organization, the newest first, each with the channel that it uses. */
        get: operations["notification-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gitProvider.getAll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The git providers that the caller may use, the newest first: own, shared, assigned; for owner and admins all. */
        get: operations["gitProvider-getAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.readLogs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last lines that the application's containers wrote, with their times, all replicas in one order. */
        get: operations["application-readLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.readAppMonitoring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an application uses now, and did in the last hours; `dokploy` is the machine itself. */
        get: operations["application-readAppMonitoring"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a project together with its default environment, `production`. */
        post: operations["project-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects within reach, newest first, each with its environments and the names of their services. */
        get: operations["project-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project with its environments and their services. */
        get: operations["project-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change what was sent; variables need a permission of their own. A project stays in its organization. */
        post: operations["project-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a project and everything in it: services with their containers and routes first, then the rows. */
        post: operations["project-remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.usedBy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The services that fetch with this key. */
        get: operations["sshKey-usedBy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registry.usedBy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The services that push to this registry, or pull from it. */
        get: operations["registry-usedBy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registry.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store a registry whose login works. */
        post: operations["registry-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registry.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete a registry that nothing uses any more. There is no login on this host to end. */
        post: operations["registry-remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registry.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change a registry; what it will be is signed in to first. */
        post: operations["registry-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registry.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization's registries, newest first, with their passwords. */
        get: operations["registry-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registry.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A registry without its password. */
        get: operations["registry-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registry.testRegistry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with the given credentials. */
        post: operations["registry-testRegistry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/registry.testRegistryById": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with the stored credentials. */
        post: operations["registry-testRegistryById"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rollback.rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring back a release, image and configuration, as a deployment of its own that passes the same health gate. */
        post: operations["rollback-rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rollback.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget a release and remove its image from the engine. The one that serves now stays. */
        post: operations["rollback-delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project.search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects within reach whose name or description matches, the newest first. */
        get: operations["project-search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/environment.search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The environments within reach whose name or description matches, the newest first. */
        get: operations["environment-search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.listSessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live sessions, the newest first: one's own, and for the owner those that members have in this organization. */
        get: operations["user-listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.revokeSession": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a session other than the current one; its cookie and its token open nothing from now on. */
        post: operations["user-revokeSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user.generateToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A bearer token (JWT) that stands for the caller's session, and ends with it. */
        post: operations["user-generateToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store a key pair; the two must belong together, and the private key opens without a passphrase. */
        post: operations["sshKey-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete a key that nothing uses any more. */
        post: operations["sshKey-remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A key pair, with the private key. */
        get: operations["sshKey-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization's key pairs, newest first, with the private keys. */
        get: operations["sshKey-all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.allForApps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The names of the organization's keys, newest first: what an application may choose from. */
        get: operations["sshKey-allForApps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new key pair, which is stored nowhere. */
        post: operations["sshKey-generate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rename a key, or describe it anew; the pair itself never changes. */
        post: operations["sshKey-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The git servers that were met over SSH, and the host keys that they must show from now on. */
        get: operations["sshKey-hosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.trustHost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Expect this host key from now on: of a server that was not met yet, or of one whose key has changed. */
        post: operations["sshKey-trustHost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sshKey.forgetHost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget a server's host key; whatever it shows at the next use is pinned. */
        post: operations["sshKey-forgetHost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create an application; it is configured and deployed afterwards. */
        post: operations["application-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An application with everything that hangs on it. */
        get: operations["application-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change any of its fields; what is not sent stays. */
        post: operations["application-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove an application with its containers, routes, files and records. */
        post: operations["application-delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put an application into another environment of the organization; what runs keeps the old variables until then. */
        post: operations["application-move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The applications within reach that match, the newest first. */
        get: operations["application-search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.saveEnvironment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store variables and build secrets; they take effect at the next deployment. */
        post: operations["application-saveEnvironment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.saveBuildType": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose how the source becomes an image. */
        post: operations["application-saveBuildType"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.saveGitProvider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deploy from a git repository, by its URL. */
        post: operations["application-saveGitProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.disconnectGitProvider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget which repository is built, on whichever git host it is. */
        post: operations["application-disconnectGitProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.saveDockerProvider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deploy an image from a registry. */
        post: operations["application-saveDockerProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.refreshToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace the webhook token; the old address stops working. */
        post: operations["application-refreshToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.readTraefikConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Traefik file of an application; null when it has none. */
        get: operations["application-readTraefikConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.updateTraefikConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Edit the Traefik file by hand; the edit is kept apart and survives deployments. */
        post: operations["application-updateTraefikConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.deploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queue a deployment of the newest source. */
        post: operations["application-deploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.redeploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queue a deployment of the source that was deployed last, with the configuration of now. */
        post: operations["application-redeploy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.dropDeployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deploy an archive, zip or tar, that is uploaded with this call. */
        post: operations["application-dropDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.cancelDeployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel what waits and what runs; the release that serves goes on serving. */
        post: operations["application-cancelDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.killBuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Kill what waits and what runs of this application, and nothing else; it ends as an error. */
        post: operations["application-killBuild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.cleanQueues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel what waits; what runs goes on. */
        post: operations["application-cleanQueues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.clearDeployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove the logs of ended deployments; their records stay. */
        post: operations["application-clearDeployments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the release that was stopped, with as many replicas as are configured. */
        post: operations["application-start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop all replicas; configuration and routes stay. */
        post: operations["application-stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restart the release that serves, without building. */
        post: operations["application-reload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/application.markRunning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the status to `running`, and nothing else. */
        post: operations["application-markRunning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings.doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Examine the installation, from engine to disk: what is well, what is not, why, and what to do about it. */
        get: operations["settings-doctor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mounts.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a service a folder of the machine, a volume or a file; it is mounted by the next deployment. */
        post: operations["mounts-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mounts.one": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A mount with its service. */
        get: operations["mounts-one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mounts.update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change what was sent; the next deployment mounts it so. */
        post: operations["mounts-update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mounts.remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a mount away, with its file; a volume and its data stay. */
        post: operations["mounts-remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mounts.listByServiceId": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mounts of any service. */
        get: operations["mounts-listByServiceId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mounts.allNamedByApplicationId": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The volumes of an application's running container, as the engine shows them; null when none runs. */
        get: operations["mounts-allNamedByApplicationId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            /** @description What is wrong, and the next step where there is one */
            message: string;
            /** @description NOT_FOUND, BAD_REQUEST … */
            code: string;
            issues?: {
                code?: string;
                path?: unknown[];
                message?: string;
            }[];
        };
    };
    responses: {
        /** @description The input was refused; `issues` says where and why */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Nobody is signed in, or the key does not hold */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The caller is known but may not do this */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The caller's organization has no such object */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The server failed */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
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
    "organization-inviteMember": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    role: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organizationId: string;
                        email: string;
                        role: string | null;
                        status: string;
                        /** Format: date-time */
                        expiresAt: string;
                        inviterId: string;
                        teamId: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-allInvitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organizationId: string;
                        email: string;
                        role: string | null;
                        status: string;
                        /** Format: date-time */
                        expiresAt: string;
                        inviterId: string;
                        teamId: string | null;
                        /** Format: date-time */
                        createdAt: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-removeInvitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    invitationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-getUserByToken": {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        email: string;
                        status: string;
                        role: string | null;
                        inviterId: string;
                        isExpired: boolean;
                        userAlreadyExists: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-getInvitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organizationId: string;
                        email: string;
                        role: string | null;
                        status: string;
                        /** Format: date-time */
                        expiresAt: string;
                        inviterId: string;
                        teamId: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        organization: {
                            id: string;
                            name: string;
                            slug: string | null;
                            logo: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            defaultRole: string | null;
                            ownerId: string;
                        };
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organizationId: string;
                        userId: string;
                        role: string;
                        /** Format: date-time */
                        createdAt: string;
                        teamId: string | null;
                        isDefault: boolean;
                        canCreateProjects: boolean;
                        canAccessToSSHKeys: boolean;
                        canCreateServices: boolean;
                        canDeleteProjects: boolean;
                        canDeleteServices: boolean;
                        canAccessToDocker: boolean;
                        canAccessToAPI: boolean;
                        canAccessToGitProviders: boolean;
                        canAccessToTraefikFiles: boolean;
                        canDeleteEnvironments: boolean;
                        canCreateEnvironments: boolean;
                        accessedProjects: unknown;
                        accessedEnvironments: unknown;
                        accessedServices: unknown;
                        accessedGitProviders: unknown;
                        accessedServers: unknown;
                        user: {
                            id: string;
                            firstName: string;
                            lastName: string;
                            email: string;
                            image: string | null;
                            allowImpersonation: boolean;
                            twoFactorEnabled: boolean | null;
                            stripeCustomerId: string | null;
                            stripeSubscriptionId: string | null;
                            serversQuantity: number;
                            isEnterpriseCloud: boolean;
                            sendInvoiceNotifications: boolean;
                            apiKeys: {
                                id: string;
                                name: string | null;
                                prefix: string | null;
                                enabled: boolean | null;
                                expiresAt: string | null;
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            id: string;
                        };
                        session: {
                            activeOrganizationId: string;
                        };
                    } | null;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    id?: string;
                    /** @default null */
                    firstName?: string;
                    /** @default null */
                    lastName?: string;
                    /** @default null */
                    isRegistered?: boolean;
                    /** @default null */
                    expirationDate?: string;
                    /** @default null */
                    createdAt2?: string;
                    /** @default null */
                    createdAt?: string | null;
                    /** @default null */
                    twoFactorEnabled?: boolean | null;
                    /** @default null */
                    email?: string;
                    /** @default null */
                    emailVerified?: boolean;
                    /** @default null */
                    image?: string | null;
                    /** @default null */
                    banned?: boolean | null;
                    /** @default null */
                    banReason?: string | null;
                    /** @default null */
                    banExpires?: string | null;
                    /** @default null */
                    updatedAt?: string;
                    /** @default null */
                    enablePaidFeatures?: boolean;
                    /** @default null */
                    allowImpersonation?: boolean;
                    /** @default null */
                    enableEnterpriseFeatures?: boolean;
                    /** @default null */
                    licenseKey?: string | null;
                    /** @default null */
                    stripeCustomerId?: string | null;
                    /** @default null */
                    stripeSubscriptionId?: string | null;
                    /** @default null */
                    serversQuantity?: number;
                    /** @default null */
                    sendInvoiceNotifications?: boolean;
                    /** @default null */
                    password?: string;
                    /** @default null */
                    currentPassword?: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        firstName: string;
                        lastName: string;
                        isRegistered: boolean;
                        expirationDate: string;
                        createdAt2: string;
                        createdAt: string | null;
                        twoFactorEnabled: boolean | null;
                        email: string;
                        emailVerified: boolean;
                        image: string | null;
                        banned: boolean | null;
                        banReason: string | null;
                        banExpires: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        role: string;
                        enablePaidFeatures: boolean;
                        allowImpersonation: boolean;
                        enableEnterpriseFeatures: boolean;
                        licenseKey: string | null;
                        isValidEnterpriseLicense: boolean;
                        stripeCustomerId: string | null;
                        stripeSubscriptionId: string | null;
                        serversQuantity: number;
                        sendInvoiceNotifications: boolean;
                        isEnterpriseCloud: boolean;
                        trustedOrigins: unknown;
                        bookmarkedTemplates: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-getPermissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: {
                            [key: string]: boolean;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-haveRootAccess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": boolean;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-listPasskeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string | null;
                        deviceType: string;
                        backedUp: boolean;
                        createdAt: string | null;
                        aaguid: string | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-getBackups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        firstName: string;
                        lastName: string;
                        isRegistered: boolean;
                        expirationDate: string;
                        createdAt2: string;
                        createdAt: string | null;
                        twoFactorEnabled: boolean | null;
                        email: string;
                        emailVerified: boolean;
                        image: string | null;
                        banned: boolean | null;
                        banReason: string | null;
                        banExpires: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        role: string;
                        enablePaidFeatures: boolean;
                        allowImpersonation: boolean;
                        enableEnterpriseFeatures: boolean;
                        licenseKey: string | null;
                        isValidEnterpriseLicense: boolean;
                        stripeCustomerId: string | null;
                        stripeSubscriptionId: string | null;
                        serversQuantity: number;
                        sendInvoiceNotifications: boolean;
                        isEnterpriseCloud: boolean;
                        trustedOrigins: unknown;
                        bookmarkedTemplates: unknown;
                        backups: {
                            backupId: string;
                            appName: string;
                            schedule: string;
                            enabled: boolean | null;
                            database: string;
                            prefix: string;
                            serviceName: string | null;
                            destinationId: string;
                            keepLatestCount: number | null;
                            includeEncryptionKey: boolean;
                            /** @enum {string} */
                            backupType: "database" | "compose";
                            /** @enum {string} */
                            databaseType: "postgres" | "mariadb" | "mysql" | "mongo" | "web-server" | "libsql";
                            composeId: string | null;
                            postgresId: string | null;
                            mariadbId: string | null;
                            mysqlId: string | null;
                            mongoId: string | null;
                            libsqlId: string | null;
                            userId: string | null;
                            metadata: unknown;
                            destination: {
                                destinationId: string;
                                name: string;
                                provider: string | null;
                                bucket: string;
                                region: string;
                                endpoint: string;
                                additionalFlags: string[] | null;
                                organizationId: string;
                                /** Format: date-time */
                                createdAt: string;
                            };
                            deployments: {
                                deploymentId: string;
                                title: string;
                                description: string | null;
                                status: ("running" | "done" | "error" | "cancelled") | null;
                                logPath: string;
                                pid: string | null;
                                applicationId: string | null;
                                composeId: string | null;
                                serverId: string | null;
                                isPreviewDeployment: boolean | null;
                                previewDeploymentId: string | null;
                                createdAt: string;
                                startedAt: string | null;
                                finishedAt: string | null;
                                errorMessage: string | null;
                                scheduleId: string | null;
                                backupId: string | null;
                                rollbackId: string | null;
                                volumeBackupId: string | null;
                                buildServerId: string | null;
                                /** @enum {string} */
                                state: "queued" | "running" | "done" | "error" | "cancelled";
                                /** @enum {string} */
                                action: "deploy" | "redeploy" | "rollback";
                                automatic: boolean;
                                trigger: string;
                                requestedBy: string | null;
                                triggeredBy: {
                                    /** @enum {string} */
                                    kind: "user" | "apiKey" | "webhook" | "system";
                                    name: string | null;
                                    through: string | null;
                                } | null;
                                wantedCommit: string | null;
                                commitSha: string | null;
                                commitMessage: string | null;
                                restoresId: string | null;
                                stage: string | null;
                                stages: unknown;
                                sequence: number;
                            }[];
                        }[];
                        apiKeys: {
                            id: string;
                            name: string | null;
                            start: string | null;
                            prefix: string | null;
                            configId: string;
                            referenceId: string;
                            refillInterval: number | null;
                            refillAmount: number | null;
                            lastRefillAt: string | null;
                            enabled: boolean | null;
                            rateLimitEnabled: boolean | null;
                            rateLimitTimeWindow: number | null;
                            rateLimitMax: number | null;
                            requestCount: number | null;
                            remaining: number | null;
                            lastRequest: string | null;
                            expiresAt: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            updatedAt: string;
                            permissions: string | null;
                            metadata: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-getServerMetrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        firstName: string;
                        lastName: string;
                        isRegistered: boolean;
                        expirationDate: string;
                        createdAt2: string;
                        createdAt: string | null;
                        twoFactorEnabled: boolean | null;
                        email: string;
                        emailVerified: boolean;
                        image: string | null;
                        banned: boolean | null;
                        banReason: string | null;
                        banExpires: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        role: string;
                        enablePaidFeatures: boolean;
                        allowImpersonation: boolean;
                        enableEnterpriseFeatures: boolean;
                        licenseKey: string | null;
                        isValidEnterpriseLicense: boolean;
                        stripeCustomerId: string | null;
                        stripeSubscriptionId: string | null;
                        serversQuantity: number;
                        sendInvoiceNotifications: boolean;
                        isEnterpriseCloud: boolean;
                        trustedOrigins: unknown;
                        bookmarkedTemplates: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-getBookmarkedTemplates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-toggleTemplateBookmark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    templateId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        isBookmarked: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-createApiKey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default null */
                    prefix?: string | null;
                    /** @default null */
                    expiresIn?: number | null;
                    /** @default null */
                    metadata?: {
                        /** @default null */
                        organizationId?: string | null;
                    } | null;
                    /** @default null */
                    rateLimitEnabled?: boolean | null;
                    /** @default null */
                    rateLimitTimeWindow?: number | null;
                    /** @default null */
                    rateLimitMax?: number | null;
                    /** @default null */
                    remaining?: number | null;
                    /** @default null */
                    refillAmount?: number | null;
                    /** @default null */
                    refillInterval?: number | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string | null;
                        start: string | null;
                        prefix: string | null;
                        configId: string;
                        referenceId: string;
                        refillInterval: number | null;
                        refillAmount: number | null;
                        lastRefillAt: string | null;
                        enabled: boolean | null;
                        rateLimitEnabled: boolean | null;
                        rateLimitTimeWindow: number | null;
                        rateLimitMax: number | null;
                        requestCount: number | null;
                        remaining: number | null;
                        lastRequest: string | null;
                        expiresAt: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        updatedAt: string;
                        permissions: string | null;
                        key: string;
                        metadata: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-deleteApiKey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    apiKeyId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "environment-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default null */
                    description?: string | null;
                    projectId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environmentId: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        env: string;
                        projectId: string;
                        isDefault: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "environment-one": {
        parameters: {
            query: {
                environmentId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environmentId: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        env: string;
                        projectId: string;
                        isDefault: boolean;
                        applications: {
                            applicationId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                            icon: string | null;
                        }[];
                        compose: {
                            composeId: string;
                            name: string;
                            composeStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                            icon: string | null;
                        }[];
                        libsql: {
                            libsqlId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        mariadb: {
                            mariadbId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        mongo: {
                            mongoId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        mysql: {
                            mysqlId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        postgres: {
                            postgresId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        redis: {
                            redisId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        project: {
                            projectId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            organizationId: string;
                            env: string;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "environment-byProjectId": {
        parameters: {
            query: {
                projectId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environmentId: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        env: string;
                        projectId: string;
                        isDefault: boolean;
                        applications: {
                            applicationId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                            icon: string | null;
                        }[];
                        compose: {
                            composeId: string;
                            name: string;
                            composeStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                            icon: string | null;
                        }[];
                        libsql: {
                            libsqlId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        mariadb: {
                            mariadbId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        mongo: {
                            mongoId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        mysql: {
                            mysqlId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        postgres: {
                            postgresId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        redis: {
                            redisId: string;
                            name: string;
                            applicationStatus: string;
                            appName: string;
                            description: string | null;
                            createdAt: string;
                            serverId: string | null;
                            server: {
                                name: string;
                                serverId: string;
                            } | null;
                        }[];
                        project: {
                            projectId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            organizationId: string;
                            env: string;
                        };
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "environment-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    environmentId: string;
                    /** @default null */
                    name?: string | null;
                    /** @default null */
                    description?: string | null;
                    /** @default null */
                    projectId?: string | null;
                    /** @default null */
                    env?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environmentId: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        env: string;
                        projectId: string;
                        isDefault: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "environment-remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    environmentId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environmentId: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        env: string;
                        projectId: string;
                        isDefault: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organizationId: string;
                        userId: string;
                        role: string;
                        /** Format: date-time */
                        createdAt: string;
                        teamId: string | null;
                        isDefault: boolean;
                        canCreateProjects: boolean;
                        canAccessToSSHKeys: boolean;
                        canCreateServices: boolean;
                        canDeleteProjects: boolean;
                        canDeleteServices: boolean;
                        canAccessToDocker: boolean;
                        canAccessToAPI: boolean;
                        canAccessToGitProviders: boolean;
                        canAccessToTraefikFiles: boolean;
                        canDeleteEnvironments: boolean;
                        canCreateEnvironments: boolean;
                        accessedProjects: unknown;
                        accessedEnvironments: unknown;
                        accessedServices: unknown;
                        accessedGitProviders: unknown;
                        accessedServers: unknown;
                        user: {
                            id: string;
                            firstName: string;
                            lastName: string;
                            isRegistered: boolean;
                            expirationDate: string;
                            createdAt2: string;
                            createdAt: string | null;
                            twoFactorEnabled: boolean | null;
                            email: string;
                            emailVerified: boolean;
                            image: string | null;
                            banned: boolean | null;
                            banReason: string | null;
                            banExpires: string | null;
                            /** Format: date-time */
                            updatedAt: string;
                            role: string;
                            enablePaidFeatures: boolean;
                            allowImpersonation: boolean;
                            enableEnterpriseFeatures: boolean;
                            licenseKey: string | null;
                            isValidEnterpriseLicense: boolean;
                            stripeCustomerId: string | null;
                            stripeSubscriptionId: string | null;
                            serversQuantity: number;
                            sendInvoiceNotifications: boolean;
                            isEnterpriseCloud: boolean;
                            trustedOrigins: unknown;
                            bookmarkedTemplates: unknown;
                        };
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-one": {
        parameters: {
            query: {
                userId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        organizationId: string;
                        userId: string;
                        role: string;
                        /** Format: date-time */
                        createdAt: string;
                        teamId: string | null;
                        isDefault: boolean;
                        canCreateProjects: boolean;
                        canAccessToSSHKeys: boolean;
                        canCreateServices: boolean;
                        canDeleteProjects: boolean;
                        canDeleteServices: boolean;
                        canAccessToDocker: boolean;
                        canAccessToAPI: boolean;
                        canAccessToGitProviders: boolean;
                        canAccessToTraefikFiles: boolean;
                        canDeleteEnvironments: boolean;
                        canCreateEnvironments: boolean;
                        accessedProjects: unknown;
                        accessedEnvironments: unknown;
                        accessedServices: unknown;
                        accessedGitProviders: unknown;
                        accessedServers: unknown;
                        user: {
                            id: string;
                            firstName: string;
                            lastName: string;
                            isRegistered: boolean;
                            expirationDate: string;
                            createdAt2: string;
                            createdAt: string | null;
                            twoFactorEnabled: boolean | null;
                            email: string;
                            emailVerified: boolean;
                            image: string | null;
                            banned: boolean | null;
                            banReason: string | null;
                            banExpires: string | null;
                            /** Format: date-time */
                            updatedAt: string;
                            role: string;
                            enablePaidFeatures: boolean;
                            allowImpersonation: boolean;
                            enableEnterpriseFeatures: boolean;
                            licenseKey: string | null;
                            isValidEnterpriseLicense: boolean;
                            stripeCustomerId: string | null;
                            stripeSubscriptionId: string | null;
                            serversQuantity: number;
                            sendInvoiceNotifications: boolean;
                            isEnterpriseCloud: boolean;
                            trustedOrigins: unknown;
                            bookmarkedTemplates: unknown;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-checkUserOrganizations": {
        parameters: {
            query: {
                userId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-createUserWithCredentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                    role: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        userId: string;
                        email: string;
                        role: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-updateMemberRole": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    memberId: string;
                    role: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-assignPermissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    /** @default null */
                    accessedProjects?: string[];
                    /** @default null */
                    accessedEnvironments?: string[];
                    /** @default null */
                    accessedServices?: string[];
                    /** @default null */
                    accessedGitProviders?: string[];
                    /** @default null */
                    accessedServers?: string[];
                    /** @default null */
                    canCreateProjects?: boolean;
                    /** @default null */
                    canCreateServices?: boolean;
                    /** @default null */
                    canDeleteProjects?: boolean;
                    /** @default null */
                    canDeleteServices?: boolean;
                    /** @default null */
                    canAccessToDocker?: boolean;
                    /** @default null */
                    canAccessToTraefikFiles?: boolean;
                    /** @default null */
                    canAccessToAPI?: boolean;
                    /** @default null */
                    canAccessToSSHKeys?: boolean;
                    /** @default null */
                    canAccessToGitProviders?: boolean;
                    /** @default null */
                    canDeleteEnvironments?: boolean;
                    /** @default null */
                    canCreateEnvironments?: boolean;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    userId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        slug: string | null;
                        logo: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        metadata: string | null;
                        defaultRole: string | null;
                        ownerId: string;
                        members: {
                            id: string;
                            organizationId: string;
                            userId: string;
                            role: string;
                            /** Format: date-time */
                            createdAt: string;
                            teamId: string | null;
                            isDefault: boolean;
                            canCreateProjects: boolean;
                            canAccessToSSHKeys: boolean;
                            canCreateServices: boolean;
                            canDeleteProjects: boolean;
                            canDeleteServices: boolean;
                            canAccessToDocker: boolean;
                            canAccessToAPI: boolean;
                            canAccessToGitProviders: boolean;
                            canAccessToTraefikFiles: boolean;
                            canDeleteEnvironments: boolean;
                            canCreateEnvironments: boolean;
                            accessedProjects: unknown;
                            accessedEnvironments: unknown;
                            accessedServices: unknown;
                            accessedGitProviders: unknown;
                            accessedServers: unknown;
                        }[];
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-one": {
        parameters: {
            query: {
                organizationId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        slug: string | null;
                        logo: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        metadata: string | null;
                        defaultRole: string | null;
                        ownerId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        slug: string | null;
                        logo: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        metadata: string | null;
                        defaultRole: string | null;
                        ownerId: string;
                    } | null;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default null */
                    logo?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        slug: string | null;
                        logo: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        metadata: string | null;
                        defaultRole: string | null;
                        ownerId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    organizationId: string;
                    /** @default null */
                    name?: string | null;
                    /** @default null */
                    logo?: string | null;
                    /** @default null */
                    defaultRole?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        slug: string | null;
                        logo: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        metadata: string | null;
                        defaultRole: string | null;
                        ownerId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-setDefault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    organizationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "organization-delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    organizationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "port-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    publishedPort: number;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    publishMode?: "ingress" | "host";
                    targetPort: number;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    protocol?: "tcp" | "udp";
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        portId: string;
                        publishedPort: number;
                        /** @enum {string} */
                        publishMode: "ingress" | "host";
                        targetPort: number;
                        /** @enum {string} */
                        protocol: "tcp" | "udp";
                        applicationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "port-one": {
        parameters: {
            query: {
                portId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        portId: string;
                        publishedPort: number;
                        /** @enum {string} */
                        publishMode: "ingress" | "host";
                        targetPort: number;
                        /** @enum {string} */
                        protocol: "tcp" | "udp";
                        applicationId: string;
                        application: {
                            applicationId: string;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "port-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    portId: string;
                    publishedPort: number;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    publishMode?: "ingress" | "host";
                    targetPort: number;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    protocol?: "tcp" | "udp";
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        portId: string;
                        publishedPort: number;
                        /** @enum {string} */
                        publishMode: "ingress" | "host";
                        targetPort: number;
                        /** @enum {string} */
                        protocol: "tcp" | "udp";
                        applicationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "port-delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    portId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        portId: string;
                        publishedPort: number;
                        /** @enum {string} */
                        publishMode: "ingress" | "host";
                        targetPort: number;
                        /** @enum {string} */
                        protocol: "tcp" | "udp";
                        applicationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "redirects-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    regex: string;
                    replacement: string;
                    permanent: boolean;
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "redirects-one": {
        parameters: {
            query: {
                redirectId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redirectId: string;
                        regex: string;
                        replacement: string;
                        permanent: boolean;
                        uniqueConfigKey: number;
                        createdAt: string;
                        applicationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "redirects-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    redirectId: string;
                    regex: string;
                    replacement: string;
                    permanent: boolean;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redirectId: string;
                        regex: string;
                        replacement: string;
                        permanent: boolean;
                        uniqueConfigKey: number;
                        createdAt: string;
                        applicationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "redirects-delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    redirectId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redirectId: string;
                        regex: string;
                        replacement: string;
                        permanent: boolean;
                        uniqueConfigKey: number;
                        createdAt: string;
                        applicationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "security-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                    username: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "security-one": {
        parameters: {
            query: {
                securityId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        securityId: string;
                        username: string;
                        password: string;
                        createdAt: string;
                        applicationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "security-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    securityId: string;
                    username: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "security-delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    securityId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        securityId: string;
                        username: string;
                        password: string;
                        createdAt: string;
                        applicationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-changes": {
        parameters: {
            query: {
                applicationId: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: {
                            /** @default null */
                            rollbackId: string | null;
                            /** @default null */
                            deploymentId: string | null;
                            /** @default null */
                            version: number | null;
                            /** @default null */
                            createdAt: string | null;
                            /** @default null */
                            commitSha: string | null;
                            /** @default null */
                            image: string | null;
                        } | null;
                        /** @description A release; all null for the next deployment. */
                        to: {
                            /** @default null */
                            rollbackId: string | null;
                            /** @default null */
                            deploymentId: string | null;
                            /** @default null */
                            version: number | null;
                            /** @default null */
                            createdAt: string | null;
                            /** @default null */
                            commitSha: string | null;
                            /** @default null */
                            image: string | null;
                        };
                        isNext: boolean;
                        changes: {
                            area: string;
                            name: string;
                            /** @enum {string} */
                            change: "added" | "removed" | "changed";
                            /** @default null */
                            before: unknown;
                            /** @default null */
                            after: unknown;
                            /** @default false */
                            isSecret: boolean;
                            /** @default false */
                            needsDeployment: boolean;
                        }[];
                        unknown: string[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-all": {
        parameters: {
            query: {
                applicationId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deploymentId: string;
                        title: string;
                        description: string | null;
                        status: ("running" | "done" | "error" | "cancelled") | null;
                        logPath: string;
                        pid: string | null;
                        applicationId: string | null;
                        composeId: string | null;
                        serverId: string | null;
                        isPreviewDeployment: boolean | null;
                        previewDeploymentId: string | null;
                        createdAt: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        errorMessage: string | null;
                        scheduleId: string | null;
                        backupId: string | null;
                        rollbackId: string | null;
                        volumeBackupId: string | null;
                        buildServerId: string | null;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "error" | "cancelled";
                        /** @enum {string} */
                        action: "deploy" | "redeploy" | "rollback";
                        automatic: boolean;
                        trigger: string;
                        requestedBy: string | null;
                        triggeredBy: {
                            /** @enum {string} */
                            kind: "user" | "apiKey" | "webhook" | "system";
                            name: string | null;
                            through: string | null;
                        } | null;
                        wantedCommit: string | null;
                        commitSha: string | null;
                        commitMessage: string | null;
                        restoresId: string | null;
                        stage: string | null;
                        stages: unknown;
                        sequence: number;
                        queuePosition: number | null;
                        waitingFor: string | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-allByCompose": {
        parameters: {
            query: {
                composeId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deploymentId: string;
                        title: string;
                        description: string | null;
                        status: ("running" | "done" | "error" | "cancelled") | null;
                        logPath: string;
                        pid: string | null;
                        applicationId: string | null;
                        composeId: string | null;
                        serverId: string | null;
                        isPreviewDeployment: boolean | null;
                        previewDeploymentId: string | null;
                        createdAt: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        errorMessage: string | null;
                        scheduleId: string | null;
                        backupId: string | null;
                        rollbackId: string | null;
                        volumeBackupId: string | null;
                        buildServerId: string | null;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "error" | "cancelled";
                        /** @enum {string} */
                        action: "deploy" | "redeploy" | "rollback";
                        automatic: boolean;
                        trigger: string;
                        requestedBy: string | null;
                        triggeredBy: {
                            /** @enum {string} */
                            kind: "user" | "apiKey" | "webhook" | "system";
                            name: string | null;
                            through: string | null;
                        } | null;
                        wantedCommit: string | null;
                        commitSha: string | null;
                        commitMessage: string | null;
                        restoresId: string | null;
                        stage: string | null;
                        stages: unknown;
                        sequence: number;
                        queuePosition: number | null;
                        waitingFor: string | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-allByServer": {
        parameters: {
            query: {
                serverId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deploymentId: string;
                        title: string;
                        description: string | null;
                        status: ("running" | "done" | "error" | "cancelled") | null;
                        logPath: string;
                        pid: string | null;
                        applicationId: string | null;
                        composeId: string | null;
                        serverId: string | null;
                        isPreviewDeployment: boolean | null;
                        previewDeploymentId: string | null;
                        createdAt: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        errorMessage: string | null;
                        scheduleId: string | null;
                        backupId: string | null;
                        rollbackId: string | null;
                        volumeBackupId: string | null;
                        buildServerId: string | null;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "error" | "cancelled";
                        /** @enum {string} */
                        action: "deploy" | "redeploy" | "rollback";
                        automatic: boolean;
                        trigger: string;
                        requestedBy: string | null;
                        triggeredBy: {
                            /** @enum {string} */
                            kind: "user" | "apiKey" | "webhook" | "system";
                            name: string | null;
                            through: string | null;
                        } | null;
                        wantedCommit: string | null;
                        commitSha: string | null;
                        commitMessage: string | null;
                        restoresId: string | null;
                        stage: string | null;
                        stages: unknown;
                        sequence: number;
                        queuePosition: number | null;
                        waitingFor: string | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-allByType": {
        parameters: {
            query: {
                id: string;
                type: "application" | "compose" | "server" | "schedule" | "previewDeployment" | "backup" | "volumeBackup";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deploymentId: string;
                        title: string;
                        description: string | null;
                        status: ("running" | "done" | "error" | "cancelled") | null;
                        logPath: string;
                        pid: string | null;
                        applicationId: string | null;
                        composeId: string | null;
                        serverId: string | null;
                        isPreviewDeployment: boolean | null;
                        previewDeploymentId: string | null;
                        createdAt: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        errorMessage: string | null;
                        scheduleId: string | null;
                        backupId: string | null;
                        rollbackId: string | null;
                        volumeBackupId: string | null;
                        buildServerId: string | null;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "error" | "cancelled";
                        /** @enum {string} */
                        action: "deploy" | "redeploy" | "rollback";
                        automatic: boolean;
                        trigger: string;
                        requestedBy: string | null;
                        triggeredBy: {
                            /** @enum {string} */
                            kind: "user" | "apiKey" | "webhook" | "system";
                            name: string | null;
                            through: string | null;
                        } | null;
                        wantedCommit: string | null;
                        commitSha: string | null;
                        commitMessage: string | null;
                        restoresId: string | null;
                        stage: string | null;
                        stages: unknown;
                        sequence: number;
                        queuePosition: number | null;
                        waitingFor: string | null;
                        rollback: {
                            rollbackId: string;
                            deploymentId: string;
                            version: number;
                            image: string | null;
                            createdAt: string;
                            applicationId: string | null;
                            imageId: string | null;
                            serviceName: string | null;
                            commitSha: string | null;
                        } | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-allCentralized": {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deploymentId: string;
                        title: string;
                        description: string | null;
                        status: ("running" | "done" | "error" | "cancelled") | null;
                        logPath: string;
                        pid: string | null;
                        applicationId: string | null;
                        composeId: string | null;
                        serverId: string | null;
                        isPreviewDeployment: boolean | null;
                        previewDeploymentId: string | null;
                        createdAt: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        errorMessage: string | null;
                        scheduleId: string | null;
                        backupId: string | null;
                        rollbackId: string | null;
                        volumeBackupId: string | null;
                        buildServerId: string | null;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "error" | "cancelled";
                        /** @enum {string} */
                        action: "deploy" | "redeploy" | "rollback";
                        automatic: boolean;
                        trigger: string;
                        requestedBy: string | null;
                        triggeredBy: {
                            /** @enum {string} */
                            kind: "user" | "apiKey" | "webhook" | "system";
                            name: string | null;
                            through: string | null;
                        } | null;
                        wantedCommit: string | null;
                        commitSha: string | null;
                        commitMessage: string | null;
                        restoresId: string | null;
                        stage: string | null;
                        stages: unknown;
                        sequence: number;
                        queuePosition: number | null;
                        waitingFor: string | null;
                        application: {
                            applicationId: string;
                            name: string;
                            appName: string;
                            icon: string | null;
                            environment: {
                                environmentId: string;
                                name: string;
                                project: {
                                    projectId: string;
                                    name: string;
                                };
                            };
                            server: {
                                serverId: string;
                                name: string;
                                /** @enum {string} */
                                serverType: "deploy" | "build";
                            } | null;
                            buildServer: {
                                serverId: string;
                                name: string;
                                /** @enum {string} */
                                serverType: "deploy" | "build";
                            } | null;
                        } | null;
                        compose: {
                            composeId: string;
                            name: string;
                            appName: string;
                            icon: string | null;
                            environment: {
                                environmentId: string;
                                name: string;
                                project: {
                                    projectId: string;
                                    name: string;
                                };
                            };
                            server: {
                                serverId: string;
                                name: string;
                                /** @enum {string} */
                                serverType: "deploy" | "build";
                            } | null;
                        } | null;
                        server: {
                            serverId: string;
                            name: string;
                            /** @enum {string} */
                            serverType: "deploy" | "build";
                        } | null;
                        buildServer: {
                            serverId: string;
                            name: string;
                            /** @enum {string} */
                            serverType: "deploy" | "build";
                        } | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-queueList": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        data: Record<string, never>;
                        timestamp: number;
                        processedOn: number | null;
                        finishedOn: number | null;
                        failedReason: string | null;
                        /** @enum {string} */
                        state: "waiting" | "active";
                        servicePath: {
                            href: string | null;
                            label: string;
                        };
                        queuePosition: number | null;
                        waitingFor: string | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-killProcess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    deploymentId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    deploymentId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-removeDeployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    deploymentId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deploymentId: string;
                        title: string;
                        description: string | null;
                        status: ("running" | "done" | "error" | "cancelled") | null;
                        logPath: string;
                        pid: string | null;
                        applicationId: string | null;
                        composeId: string | null;
                        serverId: string | null;
                        isPreviewDeployment: boolean | null;
                        previewDeploymentId: string | null;
                        createdAt: string;
                        startedAt: string | null;
                        finishedAt: string | null;
                        errorMessage: string | null;
                        scheduleId: string | null;
                        backupId: string | null;
                        rollbackId: string | null;
                        volumeBackupId: string | null;
                        buildServerId: string | null;
                        /** @enum {string} */
                        state: "queued" | "running" | "done" | "error" | "cancelled";
                        /** @enum {string} */
                        action: "deploy" | "redeploy" | "rollback";
                        automatic: boolean;
                        trigger: string;
                        requestedBy: string | null;
                        triggeredBy: {
                            /** @enum {string} */
                            kind: "user" | "apiKey" | "webhook" | "system";
                            name: string | null;
                            through: string | null;
                        } | null;
                        wantedCommit: string | null;
                        commitSha: string | null;
                        commitMessage: string | null;
                        restoresId: string | null;
                        stage: string | null;
                        stages: unknown;
                        sequence: number;
                    } | null;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "deployment-readLogs": {
        parameters: {
            query: {
                deploymentId: string;
                tail?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "docker-getContainers": {
        parameters: {
            query?: {
                serverId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        containerId: string;
                        name: string;
                        state: string;
                        image: string;
                        ports: string;
                        status: string;
                        serverId: string | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "docker-getConfig": {
        parameters: {
            query: {
                containerId: string;
                serverId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    } | null;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "docker-getContainersByAppNameMatch": {
        parameters: {
            query: {
                appType?: "stack" | "docker-compose";
                appName: string;
                serverId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        containerId: string;
                        name: string;
                        state: string;
                        status: string;
                        node: string | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "docker-getContainersByAppLabel": {
        parameters: {
            query: {
                appName: string;
                serverId?: string;
                type?: "standalone" | "swarm";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        containerId: string;
                        name: string;
                        state: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "docker-getServiceContainersByAppName": {
        parameters: {
            query: {
                appName: string;
                serverId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        containerId: string;
                        name: string;
                        state: string;
                        currentState: string;
                        node: string;
                        error: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "docker-getStackContainersByAppName": {
        parameters: {
            query: {
                appName: string;
                serverId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        containerId: string;
                        name: string;
                        state: string;
                        currentState: string;
                        node: string;
                        error: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    host: string;
                    /** @default null */
                    path?: string | null;
                    /** @default null */
                    port?: number | null;
                    /** @default null */
                    customEntrypoint?: string | null;
                    /** @default null */
                    https?: boolean;
                    /** @default null */
                    applicationId?: string | null;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    certificateType?: "letsencrypt" | "none" | "custom";
                    /** @default null */
                    customCertResolver?: string | null;
                    /** @default null */
                    composeId?: string | null;
                    /** @default null */
                    serviceName?: string | null;
                    /** @default null */
                    domainType?: ("compose" | "application" | "preview") | null;
                    /** @default null */
                    previewDeploymentId?: string | null;
                    /** @default null */
                    internalPath?: string | null;
                    /** @default null */
                    stripPath?: boolean;
                    /** @default null */
                    middlewares?: string[] | null;
                    /** @default null */
                    forwardAuthEnabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        domainId: string;
                        host: string;
                        https: boolean;
                        port: number | null;
                        customEntrypoint: string | null;
                        path: string | null;
                        serviceName: string | null;
                        domainType: ("compose" | "application" | "preview") | null;
                        uniqueConfigKey: number;
                        createdAt: string;
                        composeId: string | null;
                        customCertResolver: string | null;
                        applicationId: string | null;
                        previewDeploymentId: string | null;
                        /** @enum {string} */
                        certificateType: "letsencrypt" | "none" | "custom";
                        internalPath: string | null;
                        stripPath: boolean;
                        middlewares: string[] | null;
                        forwardAuthEnabled: boolean;
                        enabled: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-byApplicationId": {
        parameters: {
            query: {
                applicationId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        domainId: string;
                        host: string;
                        https: boolean;
                        port: number | null;
                        customEntrypoint: string | null;
                        path: string | null;
                        serviceName: string | null;
                        domainType: ("compose" | "application" | "preview") | null;
                        uniqueConfigKey: number;
                        createdAt: string;
                        composeId: string | null;
                        customCertResolver: string | null;
                        applicationId: string | null;
                        previewDeploymentId: string | null;
                        /** @enum {string} */
                        certificateType: "letsencrypt" | "none" | "custom";
                        internalPath: string | null;
                        stripPath: boolean;
                        middlewares: string[] | null;
                        forwardAuthEnabled: boolean;
                        enabled: boolean;
                        application: {
                            applicationId: string;
                            appName: string;
                            name: string;
                        };
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-byComposeId": {
        parameters: {
            query: {
                composeId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        domainId: string;
                        host: string;
                        https: boolean;
                        port: number | null;
                        customEntrypoint: string | null;
                        path: string | null;
                        serviceName: string | null;
                        domainType: ("compose" | "application" | "preview") | null;
                        uniqueConfigKey: number;
                        createdAt: string;
                        composeId: string | null;
                        customCertResolver: string | null;
                        applicationId: string | null;
                        previewDeploymentId: string | null;
                        /** @enum {string} */
                        certificateType: "letsencrypt" | "none" | "custom";
                        internalPath: string | null;
                        stripPath: boolean;
                        middlewares: string[] | null;
                        forwardAuthEnabled: boolean;
                        enabled: boolean;
                        compose: {
                            composeId: string;
                            appName: string;
                            name: string;
                        };
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-generateDomain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    appName: string;
                    /** @default null */
                    serverId?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-canGenerateTraefikMeDomains": {
        parameters: {
            query?: {
                serverId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    host?: string;
                    /** @default null */
                    path?: string | null;
                    /** @default null */
                    port?: number | null;
                    /** @default null */
                    customEntrypoint?: string | null;
                    /** @default null */
                    https?: boolean;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    certificateType?: "letsencrypt" | "none" | "custom";
                    /** @default null */
                    customCertResolver?: string | null;
                    /** @default null */
                    serviceName?: string | null;
                    /** @default null */
                    domainType?: ("compose" | "application" | "preview") | null;
                    /** @default null */
                    internalPath?: string | null;
                    /** @default null */
                    stripPath?: boolean;
                    /** @default null */
                    middlewares?: string[] | null;
                    /** @default null */
                    forwardAuthEnabled?: boolean;
                    domainId: string;
                    /** @default null */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        domainId: string;
                        host: string;
                        https: boolean;
                        port: number | null;
                        customEntrypoint: string | null;
                        path: string | null;
                        serviceName: string | null;
                        domainType: ("compose" | "application" | "preview") | null;
                        uniqueConfigKey: number;
                        createdAt: string;
                        composeId: string | null;
                        customCertResolver: string | null;
                        applicationId: string | null;
                        previewDeploymentId: string | null;
                        /** @enum {string} */
                        certificateType: "letsencrypt" | "none" | "custom";
                        internalPath: string | null;
                        stripPath: boolean;
                        middlewares: string[] | null;
                        forwardAuthEnabled: boolean;
                        enabled: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-toggleEnable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    domainId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        domainId: string;
                        host: string;
                        https: boolean;
                        port: number | null;
                        customEntrypoint: string | null;
                        path: string | null;
                        serviceName: string | null;
                        domainType: ("compose" | "application" | "preview") | null;
                        uniqueConfigKey: number;
                        createdAt: string;
                        composeId: string | null;
                        customCertResolver: string | null;
                        applicationId: string | null;
                        previewDeploymentId: string | null;
                        /** @enum {string} */
                        certificateType: "letsencrypt" | "none" | "custom";
                        internalPath: string | null;
                        stripPath: boolean;
                        middlewares: string[] | null;
                        forwardAuthEnabled: boolean;
                        enabled: boolean;
                        requiresRedeploy: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-one": {
        parameters: {
            query: {
                domainId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        domainId: string;
                        host: string;
                        https: boolean;
                        port: number | null;
                        customEntrypoint: string | null;
                        path: string | null;
                        serviceName: string | null;
                        domainType: ("compose" | "application" | "preview") | null;
                        uniqueConfigKey: number;
                        createdAt: string;
                        composeId: string | null;
                        customCertResolver: string | null;
                        applicationId: string | null;
                        previewDeploymentId: string | null;
                        /** @enum {string} */
                        certificateType: "letsencrypt" | "none" | "custom";
                        internalPath: string | null;
                        stripPath: boolean;
                        middlewares: string[] | null;
                        forwardAuthEnabled: boolean;
                        enabled: boolean;
                        application: {
                            applicationId: string;
                            appName: string;
                            name: string;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    domainId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        domainId: string;
                        host: string;
                        https: boolean;
                        port: number | null;
                        customEntrypoint: string | null;
                        path: string | null;
                        serviceName: string | null;
                        domainType: ("compose" | "application" | "preview") | null;
                        uniqueConfigKey: number;
                        createdAt: string;
                        composeId: string | null;
                        customCertResolver: string | null;
                        applicationId: string | null;
                        previewDeploymentId: string | null;
                        /** @enum {string} */
                        certificateType: "letsencrypt" | "none" | "custom";
                        internalPath: string | null;
                        stripPath: boolean;
                        middlewares: string[] | null;
                        forwardAuthEnabled: boolean;
                        enabled: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "domain-validateDomain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    domain: string;
                    /** @default null */
                    serverIp?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        isValid: boolean;
                        resolvedIp?: string;
                        error?: string;
                        isCloudflare?: unknown;
                        cdnProvider?: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "project-homeStats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        projects: number;
                        environments: number;
                        applications: number;
                        compose: number;
                        databases: number;
                        services: number;
                        status: {
                            running: number;
                            error: number;
                            idle: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "project-allForPermissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        projectId: string;
                        name: string;
                        environments: {
                            environmentId: string;
                            name: string;
                            isDefault: boolean;
                            projectId: string;
                            applications: {
                                applicationId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                                icon: string | null;
                            }[];
                            compose: {
                                composeId: string;
                                name: string;
                                composeStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                                icon: string | null;
                            }[];
                            libsql: {
                                libsqlId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            mariadb: {
                                mariadbId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            mongo: {
                                mongoId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            mysql: {
                                mysqlId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            postgres: {
                                postgresId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            redis: {
                                redisId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                        }[];
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "settings-health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "settings-getDokployVersion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "settings-getOpenApiDocument": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "settings-isCloud": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": boolean;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "settings-getIp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "settings-isUserSubscribed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": boolean;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "settings-getWebServerSettings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        serverIp: string | null;
                        /** @enum {string} */
                        certificateType: "letsencrypt" | "none" | "custom";
                        https: boolean;
                        host: string | null;
                        letsEncryptEmail: string | null;
                        sshPrivateKey: string | null;
                        enableDockerCleanup: boolean;
                        logCleanupCron: string | null;
                        whitelabelingConfig: unknown;
                        remoteServersOnly: boolean;
                        buildsConcurrency: number;
                        enforceSSO: boolean;
                        cleanupCacheApplications: boolean;
                        cleanupCacheOnPreviews: boolean;
                        cleanupCacheOnCompose: boolean;
                        createdAt: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        metricsConfig: {
                            [key: string]: unknown;
                        };
                    } | null;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "admin-setupMonitoring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    metricsConfig: {
                        server: {
                            refreshRate: number;
                            port: number;
                            token: string;
                            /** Format: uri */
                            urlCallback: string;
                            retentionDays: number;
                            cronJob: string;
                            thresholds: {
                                cpu: number;
                                memory: number;
                            };
                        };
                        containers: {
                            refreshRate: number;
                            services: {
                                include?: string[];
                                exclude?: string[];
                            };
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        serverIp: string | null;
                        /** @enum {string} */
                        certificateType: "letsencrypt" | "none" | "custom";
                        https: boolean;
                        host: string | null;
                        letsEncryptEmail: string | null;
                        sshPrivateKey: string | null;
                        enableDockerCleanup: boolean;
                        logCleanupCron: string | null;
                        whitelabelingConfig: unknown;
                        remoteServersOnly: boolean;
                        buildsConcurrency: number;
                        enforceSSO: boolean;
                        cleanupCacheApplications: boolean;
                        cleanupCacheOnPreviews: boolean;
                        cleanupCacheOnCompose: boolean;
                        createdAt: string | null;
                        /** Format: date-time */
                        updatedAt: string;
                        metricsConfig: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-getMetricsToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        serverIp: string | null;
                        enabledFeatures: boolean;
                        metricsConfig: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "server-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        serverId: string;
                        name: string;
                        description: string | null;
                        ipAddress: string;
                        port: number;
                        username: string;
                        appName: string;
                        enableDockerCleanup: boolean;
                        buildsConcurrency: number;
                        createdAt: string;
                        organizationId: string;
                        /** @enum {string} */
                        serverStatus: "active" | "inactive";
                        /** @enum {string} */
                        serverType: "deploy" | "build";
                        command: string;
                        sshKeyId: string | null;
                        metricsConfig: unknown;
                        totalSum: number;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "server-withSSHKey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        serverId: string;
                        name: string;
                        description: string | null;
                        ipAddress: string;
                        port: number;
                        username: string;
                        appName: string;
                        enableDockerCleanup: boolean;
                        buildsConcurrency: number;
                        createdAt: string;
                        organizationId: string;
                        /** @enum {string} */
                        serverStatus: "active" | "inactive";
                        /** @enum {string} */
                        serverType: "deploy" | "build";
                        command: string;
                        sshKeyId: string | null;
                        metricsConfig: unknown;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "server-buildServers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        serverId: string;
                        name: string;
                        description: string | null;
                        ipAddress: string;
                        port: number;
                        username: string;
                        appName: string;
                        enableDockerCleanup: boolean;
                        buildsConcurrency: number;
                        createdAt: string;
                        organizationId: string;
                        /** @enum {string} */
                        serverStatus: "active" | "inactive";
                        /** @enum {string} */
                        serverType: "deploy" | "build";
                        command: string;
                        sshKeyId: string | null;
                        metricsConfig: unknown;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "server-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": number;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "certificates-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        certificateId: string;
                        name: string;
                        certificateData: string;
                        privateKey: string;
                        certificatePath: string;
                        autoRenew: boolean | null;
                        organizationId: string;
                        serverId: string | null;
                        server: {
                            serverId: string;
                            name: string;
                            description: string | null;
                            ipAddress: string;
                            port: number;
                            username: string;
                            appName: string;
                            enableDockerCleanup: boolean;
                            buildsConcurrency: number;
                            createdAt: string;
                            organizationId: string;
                            /** @enum {string} */
                            serverStatus: "active" | "inactive";
                            /** @enum {string} */
                            serverType: "deploy" | "build";
                            command: string;
                            sshKeyId: string | null;
                            metricsConfig: unknown;
                        } | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "destination-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        destinationId: string;
                        name: string;
                        provider: string | null;
                        accessKey: string;
                        secretAccessKey: string;
                        bucket: string;
                        region: string;
                        endpoint: string;
                        additionalFlags: string[] | null;
                        organizationId: string;
                        /** Format: date-time */
                        createdAt: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "tag-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tagId: string;
                        name: string;
                        color: string | null;
                        createdAt: string;
                        organizationId: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "notification-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notificationId: string;
                        name: string;
                        appDeploy: boolean;
                        appBuildError: boolean;
                        databaseBackup: boolean;
                        volumeBackup: boolean;
                        dokployRestart: boolean;
                        dokployBackup: boolean;
                        dockerCleanup: boolean;
                        serverThreshold: boolean;
                        /** @enum {string} */
                        notificationType: "slack" | "telegram" | "discord" | "email" | "resend" | "gotify" | "ntfy" | "mattermost" | "pushover" | "custom" | "lark" | "teams";
                        createdAt: string;
                        slackId: string | null;
                        telegramId: string | null;
                        discordId: string | null;
                        emailId: string | null;
                        resendId: string | null;
                        gotifyId: string | null;
                        ntfyId: string | null;
                        mattermostId: string | null;
                        customId: string | null;
                        larkId: string | null;
                        pushoverId: string | null;
                        teamsId: string | null;
                        organizationId: string;
                        slack: {
                            slackId: string;
                            webhookUrl: string;
                            channel: string | null;
                        } | null;
                        telegram: {
                            telegramId: string;
                            botToken: string;
                            chatId: string;
                            messageThreadId: string | null;
                        } | null;
                        discord: {
                            discordId: string;
                            webhookUrl: string;
                            decoration: boolean | null;
                        } | null;
                        email: {
                            emailId: string;
                            smtpServer: string;
                            smtpPort: number;
                            username: string;
                            password: string;
                            fromAddress: string;
                            toAddresses: unknown;
                        } | null;
                        resend: {
                            resendId: string;
                            apiKey: string;
                            fromAddress: string;
                            toAddresses: unknown;
                        } | null;
                        gotify: {
                            gotifyId: string;
                            serverUrl: string;
                            appToken: string;
                            priority: number;
                            decoration: boolean | null;
                        } | null;
                        ntfy: {
                            ntfyId: string;
                            serverUrl: string;
                            topic: string;
                            accessToken: string | null;
                            priority: number;
                        } | null;
                        mattermost: {
                            mattermostId: string;
                            webhookUrl: string;
                            channel: string | null;
                            username: string | null;
                        } | null;
                        custom: {
                            customId: string;
                            endpoint: string;
                            headers: unknown;
                        } | null;
                        lark: {
                            larkId: string;
                            webhookUrl: string;
                        } | null;
                        pushover: {
                            pushoverId: string;
                            userKey: string;
                            apiToken: string;
                            priority: number;
                            retry: number | null;
                            expire: number | null;
                        } | null;
                        teams: {
                            teamsId: string;
                            webhookUrl: string;
                        } | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "gitProvider-getAll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        gitProviderId: string;
                        name: string;
                        /** @enum {string} */
                        providerType: "github" | "gitlab" | "bitbucket" | "gitea";
                        createdAt: string;
                        organizationId: string;
                        userId: string;
                        sharedWithOrganization: boolean;
                        isOwner: boolean;
                        github: {
                            githubId: string;
                            githubAppName: string | null;
                            githubAppId: number | null;
                            githubInstallationId: string | null;
                            githubUrl: string;
                            isConfigured: boolean;
                        } | null;
                        gitlab: {
                            gitlabId: string;
                            applicationId: string | null;
                            gitlabUrl: string;
                            isConfigured: boolean;
                        } | null;
                        bitbucket: {
                            bitbucketId: string;
                            bitbucketUsername: string | null;
                            isConfigured: boolean;
                            isDeprecated: boolean;
                        } | null;
                        gitea: {
                            giteaId: string;
                            giteaUrl: string;
                            clientId: string | null;
                            isConfigured: boolean;
                        } | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-readLogs": {
        parameters: {
            query: {
                applicationId: string;
                tail?: number;
                since?: string;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-readAppMonitoring": {
        parameters: {
            query: {
                appName: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cpu: {
                            usage: number;
                            limit: number;
                        };
                        memory: {
                            usage: number;
                            limit: number;
                            percentage: number;
                        };
                        network: {
                            rx: number;
                            tx: number;
                        };
                        containers: {
                            id: string;
                            name: string;
                            status: string;
                            uptime: number;
                        }[];
                        history: {
                            cpu: {
                                value: unknown;
                                time: string;
                            }[];
                            memory: {
                                value: unknown;
                                time: string;
                            }[];
                            disk: {
                                value: unknown;
                                time: string;
                            }[];
                            network: {
                                value: unknown;
                                time: string;
                            }[];
                            block: {
                                value: unknown;
                                time: string;
                            }[];
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "project-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default null */
                    description?: string | null;
                    /** @default null */
                    env?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        project: {
                            projectId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            organizationId: string;
                            env: string;
                        };
                        environment: {
                            environmentId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            env: string;
                            projectId: string;
                            isDefault: boolean;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "project-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        projectId: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        organizationId: string;
                        env: string;
                        environments: {
                            environmentId: string;
                            name: string;
                            isDefault: boolean;
                            projectId: string;
                            applications?: {
                                applicationId: string;
                                name: string;
                                applicationStatus: string;
                            }[];
                            compose?: {
                                composeId: string;
                                name: string;
                                composeStatus: string;
                            }[];
                            libsql?: {
                                libsqlId: string;
                                name: string;
                                applicationStatus: string;
                            }[];
                            mariadb?: {
                                mariadbId: string;
                                name: string;
                                applicationStatus: string;
                            }[];
                            mongo?: {
                                mongoId: string;
                                name: string;
                                applicationStatus: string;
                            }[];
                            mysql?: {
                                mysqlId: string;
                                name: string;
                                applicationStatus: string;
                            }[];
                            postgres?: {
                                postgresId: string;
                                name: string;
                                applicationStatus: string;
                            }[];
                            redis?: {
                                redisId: string;
                                name: string;
                                applicationStatus: string;
                            }[];
                        }[];
                        projectTags: {
                            id: string;
                            projectId: string;
                            tagId: string;
                            tag: {
                                tagId: string;
                                name: string;
                                color: string | null;
                                createdAt: string;
                                organizationId: string;
                            };
                        }[];
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "project-one": {
        parameters: {
            query: {
                projectId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        projectId: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        organizationId: string;
                        env: string;
                        environments: {
                            environmentId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            env: string;
                            projectId: string;
                            isDefault: boolean;
                            applications: {
                                applicationId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                                icon: string | null;
                            }[];
                            compose: {
                                composeId: string;
                                name: string;
                                composeStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                                icon: string | null;
                            }[];
                            libsql: {
                                libsqlId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            mariadb: {
                                mariadbId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            mongo: {
                                mongoId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            mysql: {
                                mysqlId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            postgres: {
                                postgresId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                            redis: {
                                redisId: string;
                                name: string;
                                applicationStatus: string;
                                appName: string;
                                description: string | null;
                                createdAt: string;
                                serverId: string | null;
                                server: {
                                    name: string;
                                    serverId: string;
                                } | null;
                            }[];
                        }[];
                        projectTags: {
                            id: string;
                            projectId: string;
                            tagId: string;
                            tag: {
                                tagId: string;
                                name: string;
                                color: string | null;
                                createdAt: string;
                                organizationId: string;
                            };
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "project-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    projectId: string;
                    /** @default null */
                    name?: string | null;
                    /** @default null */
                    description?: string | null;
                    /** @default null */
                    createdAt?: string | null;
                    /** @default null */
                    organizationId?: string | null;
                    /** @default null */
                    env?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        projectId: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        organizationId: string;
                        env: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "project-remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    projectId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        projectId: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        organizationId: string;
                        env: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-usedBy": {
        parameters: {
            query: {
                sshKeyId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        services: {
                            /** @enum {string} */
                            kind: "application" | "compose";
                            id: string;
                            name: string;
                            environment: {
                                environmentId: string;
                                name: string;
                                project: {
                                    projectId: string;
                                    name: string;
                                };
                            };
                        }[];
                        others: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "registry-usedBy": {
        parameters: {
            query: {
                registryId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        services: {
                            /** @enum {string} */
                            kind: "application" | "compose";
                            id: string;
                            name: string;
                            environment: {
                                environmentId: string;
                                name: string;
                                project: {
                                    projectId: string;
                                    name: string;
                                };
                            };
                        }[];
                        others: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "registry-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    registryName: string;
                    username: string;
                    password: string;
                    registryUrl: string;
                    /**
                     * @default cloud
                     * @constant
                     */
                    registryType?: "cloud";
                    /** @default null */
                    imagePrefix?: string | null;
                    /** @default null */
                    serverId?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        registryId: string;
                        registryName: string;
                        imagePrefix: string | null;
                        username: string;
                        password: string;
                        registryUrl: string;
                        createdAt: string;
                        /** @enum {string} */
                        registryType: "selfHosted" | "cloud";
                        organizationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "registry-remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    registryId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        registryId: string;
                        registryName: string;
                        imagePrefix: string | null;
                        username: string;
                        password: string;
                        registryUrl: string;
                        createdAt: string;
                        /** @enum {string} */
                        registryType: "selfHosted" | "cloud";
                        organizationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "registry-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    registryId: string;
                    /** @default null */
                    registryName?: string;
                    /** @default null */
                    imagePrefix?: string | null;
                    /** @default null */
                    username?: string;
                    /** @default null */
                    password?: string;
                    /** @default null */
                    registryUrl?: string;
                    /** @default null */
                    createdAt?: string;
                    /**
                     * @default null
                     * @constant
                     */
                    registryType?: "cloud";
                    /** @default null */
                    organizationId?: string;
                    /** @default null */
                    serverId?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "registry-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        registryId: string;
                        registryName: string;
                        imagePrefix: string | null;
                        username: string;
                        password: string;
                        registryUrl: string;
                        createdAt: string;
                        /** @enum {string} */
                        registryType: "selfHosted" | "cloud";
                        organizationId: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "registry-one": {
        parameters: {
            query: {
                registryId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        registryId: string;
                        registryName: string;
                        imagePrefix: string | null;
                        username: string;
                        registryUrl: string;
                        createdAt: string;
                        /** @enum {string} */
                        registryType: "selfHosted" | "cloud";
                        organizationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "registry-testRegistry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    registryName?: string | null;
                    username: string;
                    password: string;
                    registryUrl: string;
                    /**
                     * @default cloud
                     * @constant
                     */
                    registryType?: "cloud";
                    /** @default null */
                    imagePrefix?: string | null;
                    /** @default null */
                    serverId?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "registry-testRegistryById": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    registryId: string;
                    /** @default null */
                    serverId?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "rollback-rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rollbackId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "rollback-delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rollbackId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rollbackId: string;
                        deploymentId: string;
                        version: number;
                        image: string | null;
                        createdAt: string;
                        applicationId: string | null;
                        imageId: string | null;
                        serviceName: string | null;
                        commitSha: string | null;
                        deployment: {
                            deploymentId: string;
                            title: string;
                            description: string | null;
                            status: ("running" | "done" | "error" | "cancelled") | null;
                            logPath: string;
                            pid: string | null;
                            applicationId: string | null;
                            composeId: string | null;
                            serverId: string | null;
                            isPreviewDeployment: boolean | null;
                            previewDeploymentId: string | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                            errorMessage: string | null;
                            scheduleId: string | null;
                            backupId: string | null;
                            rollbackId: string | null;
                            volumeBackupId: string | null;
                            buildServerId: string | null;
                            /** @enum {string} */
                            state: "queued" | "running" | "done" | "error" | "cancelled";
                            /** @enum {string} */
                            action: "deploy" | "redeploy" | "rollback";
                            automatic: boolean;
                            trigger: string;
                            requestedBy: string | null;
                            triggeredBy: {
                                /** @enum {string} */
                                kind: "user" | "apiKey" | "webhook" | "system";
                                name: string | null;
                                through: string | null;
                            } | null;
                            wantedCommit: string | null;
                            commitSha: string | null;
                            commitMessage: string | null;
                            restoresId: string | null;
                            stage: string | null;
                            stages: unknown;
                            sequence: number;
                        };
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "project-search": {
        parameters: {
            query?: {
                q?: string;
                name?: string;
                description?: string;
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            projectId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            organizationId: string;
                            env: string;
                        }[];
                        total: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "environment-search": {
        parameters: {
            query?: {
                q?: string;
                name?: string;
                description?: string;
                projectId?: string;
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            environmentId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            env: string;
                            projectId: string;
                            isDefault: boolean;
                        }[];
                        total: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-listSessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        userId: string;
                        email: string;
                        firstName: string;
                        lastName: string;
                        ipAddress: string | null;
                        userAgent: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                        isCurrent: boolean;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-revokeSession": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    sessionId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "user-generateToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default null */
                    description?: string | null;
                    privateKey: string;
                    /** @default  */
                    publicKey?: string;
                    /** @default  */
                    organizationId?: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    sshKeyId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sshKeyId: string;
                        privateKey: string;
                        publicKey: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        lastUsedAt: string | null;
                        organizationId: string;
                        fingerprint: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-one": {
        parameters: {
            query: {
                sshKeyId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sshKeyId: string;
                        privateKey: string;
                        publicKey: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        lastUsedAt: string | null;
                        organizationId: string;
                        fingerprint: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sshKeyId: string;
                        privateKey: string;
                        publicKey: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        lastUsedAt: string | null;
                        organizationId: string;
                        fingerprint: string | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-allForApps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sshKeyId: string;
                        name: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default ed25519
                     * @enum {string}
                     */
                    type?: "rsa" | "ed25519";
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        privateKey: string;
                        publicKey: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    name?: string;
                    /** @default null */
                    description?: string | null;
                    /** @default null */
                    lastUsedAt?: string | null;
                    sshKeyId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sshKeyId: string;
                        privateKey: string;
                        publicKey: string;
                        name: string;
                        description: string | null;
                        createdAt: string;
                        lastUsedAt: string | null;
                        organizationId: string;
                        fingerprint: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sshHostKeyId: string;
                        host: string;
                        port: number;
                        fingerprint: string;
                        publicKey: string | null;
                        createdAt: string;
                        organizationId: string;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-trustHost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    host: string;
                    /** @default 22 */
                    port?: number;
                    fingerprint: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sshHostKeyId: string;
                        host: string;
                        port: number;
                        fingerprint: string;
                        publicKey: string | null;
                        createdAt: string;
                        organizationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "sshKey-forgetHost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    sshHostKeyId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sshHostKeyId: string;
                        host: string;
                        port: number;
                        fingerprint: string;
                        publicKey: string | null;
                        createdAt: string;
                        organizationId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @default null */
                    appName?: string;
                    /** @default null */
                    description?: string | null;
                    environmentId: string;
                    /** @default null */
                    serverId?: string | null;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    sourceType?: "docker" | "git" | "github" | "gitlab" | "bitbucket" | "gitea" | "drop";
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applicationId: string;
                        name: string;
                        appName: string;
                        description: string | null;
                        env: string | null;
                        previewEnv: string | null;
                        watchPaths: string[] | null;
                        previewBuildArgs: string | null;
                        previewBuildSecrets: string | null;
                        previewLabels: string[] | null;
                        previewWildcard: string | null;
                        previewPort: number | null;
                        previewHttps: boolean;
                        previewPath: string | null;
                        /** @enum {string} */
                        previewCertificateType: "letsencrypt" | "none" | "custom";
                        previewCustomCertResolver: string | null;
                        previewLimit: number | null;
                        isPreviewDeploymentsActive: boolean | null;
                        previewRequireCollaboratorPermissions: boolean | null;
                        rollbackActive: boolean | null;
                        buildArgs: string | null;
                        buildSecrets: string | null;
                        title: string | null;
                        enabled: boolean | null;
                        subtitle: string | null;
                        command: string | null;
                        args: string[] | null;
                        icon: string | null;
                        refreshToken: string | null;
                        /** @enum {string} */
                        sourceType: "docker" | "git" | "github" | "gitlab" | "bitbucket" | "gitea" | "drop";
                        cleanCache: boolean | null;
                        repository: string | null;
                        owner: string | null;
                        branch: string | null;
                        buildPath: string | null;
                        triggerType: ("push" | "tag") | null;
                        autoDeploy: boolean | null;
                        gitlabProjectId: number | null;
                        gitlabRepository: string | null;
                        gitlabOwner: string | null;
                        gitlabBranch: string | null;
                        gitlabBuildPath: string | null;
                        gitlabPathNamespace: string | null;
                        giteaRepository: string | null;
                        giteaOwner: string | null;
                        giteaBranch: string | null;
                        giteaBuildPath: string | null;
                        bitbucketRepository: string | null;
                        bitbucketRepositorySlug: string | null;
                        bitbucketOwner: string | null;
                        bitbucketBranch: string | null;
                        bitbucketBuildPath: string | null;
                        username: string | null;
                        password: string | null;
                        dockerImage: string | null;
                        registryUrl: string | null;
                        customGitUrl: string | null;
                        customGitBranch: string | null;
                        customGitBuildPath: string | null;
                        customGitSSHKeyId: string | null;
                        enableSubmodules: boolean;
                        dockerfile: string | null;
                        dockerContextPath: string | null;
                        dockerBuildStage: string | null;
                        dropBuildPath: string | null;
                        ulimitsSwarm: unknown;
                        /** @enum {string} */
                        applicationStatus: "idle" | "running" | "done" | "error";
                        /** @enum {string} */
                        buildType: "dockerfile" | "heroku_buildpacks" | "paketo_buildpacks" | "nixpacks" | "static" | "railpack";
                        railpackVersion: string | null;
                        herokuVersion: string | null;
                        publishDirectory: string | null;
                        isStaticSpa: boolean | null;
                        createEnvFile: boolean;
                        createdAt: string;
                        registryId: string | null;
                        rollbackRegistryId: string | null;
                        environmentId: string;
                        githubId: string | null;
                        gitlabId: string | null;
                        giteaId: string | null;
                        bitbucketId: string | null;
                        serverId: string | null;
                        buildServerId: string | null;
                        buildRegistryId: string | null;
                        liveRollbackId: string | null;
                        runtime: unknown;
                        memoryReservation: string | null;
                        memoryLimit: string | null;
                        cpuReservation: string | null;
                        cpuLimit: string | null;
                        healthCheckSwarm: unknown;
                        restartPolicySwarm: unknown;
                        placementSwarm: unknown;
                        updateConfigSwarm: unknown;
                        rollbackConfigSwarm: unknown;
                        modeSwarm: unknown;
                        labelsSwarm: unknown;
                        networkSwarm: unknown;
                        stopGracePeriodSwarm: number | null;
                        endpointSpecSwarm: unknown;
                        replicas: number;
                        networkIds: string[] | null;
                        detachDokployNetwork: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-one": {
        parameters: {
            query: {
                applicationId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applicationId: string;
                        name: string;
                        appName: string;
                        description: string | null;
                        env: string | null;
                        previewEnv: string | null;
                        watchPaths: string[] | null;
                        previewBuildArgs: string | null;
                        previewBuildSecrets: string | null;
                        previewLabels: string[] | null;
                        previewWildcard: string | null;
                        previewPort: number | null;
                        previewHttps: boolean;
                        previewPath: string | null;
                        /** @enum {string} */
                        previewCertificateType: "letsencrypt" | "none" | "custom";
                        previewCustomCertResolver: string | null;
                        previewLimit: number | null;
                        isPreviewDeploymentsActive: boolean | null;
                        previewRequireCollaboratorPermissions: boolean | null;
                        rollbackActive: boolean | null;
                        buildArgs: string | null;
                        buildSecrets: string | null;
                        title: string | null;
                        enabled: boolean | null;
                        subtitle: string | null;
                        command: string | null;
                        args: string[] | null;
                        icon: string | null;
                        refreshToken: string | null;
                        /** @enum {string} */
                        sourceType: "docker" | "git" | "github" | "gitlab" | "bitbucket" | "gitea" | "drop";
                        cleanCache: boolean | null;
                        repository: string | null;
                        owner: string | null;
                        branch: string | null;
                        buildPath: string | null;
                        triggerType: ("push" | "tag") | null;
                        autoDeploy: boolean | null;
                        gitlabProjectId: number | null;
                        gitlabRepository: string | null;
                        gitlabOwner: string | null;
                        gitlabBranch: string | null;
                        gitlabBuildPath: string | null;
                        gitlabPathNamespace: string | null;
                        giteaRepository: string | null;
                        giteaOwner: string | null;
                        giteaBranch: string | null;
                        giteaBuildPath: string | null;
                        bitbucketRepository: string | null;
                        bitbucketRepositorySlug: string | null;
                        bitbucketOwner: string | null;
                        bitbucketBranch: string | null;
                        bitbucketBuildPath: string | null;
                        username: string | null;
                        password: string | null;
                        dockerImage: string | null;
                        registryUrl: string | null;
                        customGitUrl: string | null;
                        customGitBranch: string | null;
                        customGitBuildPath: string | null;
                        customGitSSHKeyId: string | null;
                        enableSubmodules: boolean;
                        dockerfile: string | null;
                        dockerContextPath: string | null;
                        dockerBuildStage: string | null;
                        dropBuildPath: string | null;
                        ulimitsSwarm: unknown;
                        /** @enum {string} */
                        applicationStatus: "idle" | "running" | "done" | "error";
                        /** @enum {string} */
                        buildType: "dockerfile" | "heroku_buildpacks" | "paketo_buildpacks" | "nixpacks" | "static" | "railpack";
                        railpackVersion: string | null;
                        herokuVersion: string | null;
                        publishDirectory: string | null;
                        isStaticSpa: boolean | null;
                        createEnvFile: boolean;
                        createdAt: string;
                        registryId: string | null;
                        rollbackRegistryId: string | null;
                        environmentId: string;
                        githubId: string | null;
                        gitlabId: string | null;
                        giteaId: string | null;
                        bitbucketId: string | null;
                        serverId: string | null;
                        buildServerId: string | null;
                        buildRegistryId: string | null;
                        liveRollbackId: string | null;
                        runtime: unknown;
                        memoryReservation: string | null;
                        memoryLimit: string | null;
                        cpuReservation: string | null;
                        cpuLimit: string | null;
                        healthCheckSwarm: unknown;
                        restartPolicySwarm: unknown;
                        placementSwarm: unknown;
                        updateConfigSwarm: unknown;
                        rollbackConfigSwarm: unknown;
                        modeSwarm: unknown;
                        labelsSwarm: unknown;
                        networkSwarm: unknown;
                        stopGracePeriodSwarm: number | null;
                        endpointSpecSwarm: unknown;
                        replicas: number;
                        networkIds: string[] | null;
                        detachDokployNetwork: boolean;
                        environment: {
                            environmentId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            env: string;
                            projectId: string;
                            isDefault: boolean;
                            project: {
                                projectId: string;
                                name: string;
                                description: string | null;
                                createdAt: string;
                                organizationId: string;
                                env: string;
                            };
                        };
                        domains: {
                            domainId: string;
                            host: string;
                            https: boolean;
                            port: number | null;
                            customEntrypoint: string | null;
                            path: string | null;
                            serviceName: string | null;
                            domainType: ("compose" | "application" | "preview") | null;
                            uniqueConfigKey: number;
                            createdAt: string;
                            composeId: string | null;
                            customCertResolver: string | null;
                            applicationId: string | null;
                            previewDeploymentId: string | null;
                            /** @enum {string} */
                            certificateType: "letsencrypt" | "none" | "custom";
                            internalPath: string | null;
                            stripPath: boolean;
                            middlewares: string[] | null;
                            forwardAuthEnabled: boolean;
                            enabled: boolean;
                        }[];
                        mounts: {
                            mountId: string;
                            /** @enum {string} */
                            type: "bind" | "volume" | "file";
                            hostPath: string | null;
                            volumeName: string | null;
                            filePath: string | null;
                            content: string | null;
                            /** @enum {string} */
                            serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                            mountPath: string;
                            applicationId: string | null;
                            composeId: string | null;
                            libsqlId: string | null;
                            mariadbId: string | null;
                            mongoId: string | null;
                            mysqlId: string | null;
                            postgresId: string | null;
                            redisId: string | null;
                        }[];
                        redirects: {
                            redirectId: string;
                            regex: string;
                            replacement: string;
                            permanent: boolean;
                            uniqueConfigKey: number;
                            createdAt: string;
                            applicationId: string;
                        }[];
                        security: {
                            securityId: string;
                            username: string;
                            password: string;
                            createdAt: string;
                            applicationId: string;
                        }[];
                        ports: {
                            portId: string;
                            publishedPort: number;
                            /** @enum {string} */
                            publishMode: "ingress" | "host";
                            targetPort: number;
                            /** @enum {string} */
                            protocol: "tcp" | "udp";
                            applicationId: string;
                        }[];
                        gitlab: {
                            gitlabId: string;
                            gitlabUrl: string;
                            gitlabInternalUrl: string | null;
                            applicationId: string | null;
                            redirectUri: string | null;
                            groupName: string | null;
                            expiresAt: number | null;
                            gitProviderId: string;
                        };
                        github: {
                            githubId: string;
                            githubAppName: string | null;
                            githubAppId: number | null;
                            githubClientId: string | null;
                            githubInstallationId: string | null;
                            githubUrl: string;
                            gitProviderId: string;
                        };
                        bitbucket: {
                            bitbucketId: string;
                            bitbucketUsername: string | null;
                            bitbucketEmail: string | null;
                            bitbucketWorkspaceName: string | null;
                            gitProviderId: string;
                        };
                        gitea: {
                            giteaId: string;
                            giteaUrl: string;
                            giteaInternalUrl: string | null;
                            redirectUri: string | null;
                            clientId: string | null;
                            gitProviderId: string;
                            expiresAt: number | null;
                            scopes: string | null;
                            lastAuthenticatedAt: number | null;
                        };
                        server: {
                            serverId: string;
                            name: string;
                            description: string | null;
                            ipAddress: string;
                            port: number;
                            username: string;
                            appName: string;
                            enableDockerCleanup: boolean;
                            buildsConcurrency: number;
                            createdAt: string;
                            organizationId: string;
                            /** @enum {string} */
                            serverStatus: "active" | "inactive";
                            /** @enum {string} */
                            serverType: "deploy" | "build";
                            command: string;
                            sshKeyId: string | null;
                            metricsConfig: unknown;
                        };
                        previewDeployments: {
                            previewDeploymentId: string;
                            branch: string;
                            pullRequestId: string;
                            pullRequestNumber: string;
                            pullRequestURL: string;
                            pullRequestTitle: string;
                            pullRequestCommentId: string;
                            /** @enum {string} */
                            previewStatus: "idle" | "running" | "done" | "error";
                            appName: string;
                            applicationId: string;
                            domainId: string | null;
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                        registry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        buildRegistry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        rollbackRegistry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        deployments: {
                            deploymentId: string;
                            title: string;
                            description: string | null;
                            status: ("running" | "done" | "error" | "cancelled") | null;
                            logPath: string;
                            pid: string | null;
                            applicationId: string | null;
                            composeId: string | null;
                            serverId: string | null;
                            isPreviewDeployment: boolean | null;
                            previewDeploymentId: string | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                            errorMessage: string | null;
                            scheduleId: string | null;
                            backupId: string | null;
                            rollbackId: string | null;
                            volumeBackupId: string | null;
                            buildServerId: string | null;
                            /** @enum {string} */
                            state: "queued" | "running" | "done" | "error" | "cancelled";
                            /** @enum {string} */
                            action: "deploy" | "redeploy" | "rollback";
                            automatic: boolean;
                            trigger: string;
                            requestedBy: string | null;
                            triggeredBy: {
                                /** @enum {string} */
                                kind: "user" | "apiKey" | "webhook" | "system";
                                name: string | null;
                                through: string | null;
                            } | null;
                            wantedCommit: string | null;
                            commitSha: string | null;
                            commitMessage: string | null;
                            restoresId: string | null;
                            stage: string | null;
                            stages: unknown;
                            sequence: number;
                            queuePosition: number | null;
                            waitingFor: string | null;
                        }[];
                        hasGitProviderAccess: boolean;
                        unauthorizedProvider: string | null;
                        differsFromRelease: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                    /** @default null */
                    name?: string;
                    /** @default null */
                    appName?: string;
                    /** @default null */
                    description?: string | null;
                    /** @default null */
                    env?: string | null;
                    /** @default null */
                    previewEnv?: string | null;
                    /** @default null */
                    watchPaths?: string[] | null;
                    /** @default null */
                    previewBuildArgs?: string | null;
                    /** @default null */
                    previewBuildSecrets?: string | null;
                    /** @default null */
                    previewLabels?: string[] | null;
                    /** @default null */
                    previewWildcard?: string | null;
                    /** @default null */
                    previewPort?: number | null;
                    /** @default null */
                    previewHttps?: boolean;
                    /** @default null */
                    previewPath?: string | null;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    previewCertificateType?: "letsencrypt" | "none" | "custom";
                    /** @default null */
                    previewCustomCertResolver?: string | null;
                    /** @default null */
                    previewLimit?: number | null;
                    /** @default null */
                    isPreviewDeploymentsActive?: boolean | null;
                    /** @default null */
                    previewRequireCollaboratorPermissions?: boolean | null;
                    /** @default null */
                    rollbackActive?: boolean | null;
                    /** @default null */
                    buildArgs?: string | null;
                    /** @default null */
                    buildSecrets?: string | null;
                    /** @default null */
                    memoryReservation?: string | null;
                    /** @default null */
                    memoryLimit?: string | null;
                    /** @default null */
                    cpuReservation?: string | null;
                    /** @default null */
                    cpuLimit?: string | null;
                    /** @default null */
                    title?: string | null;
                    /** @default null */
                    enabled?: boolean | null;
                    /** @default null */
                    subtitle?: string | null;
                    /** @default null */
                    command?: string | null;
                    /** @default null */
                    args?: string[] | null;
                    /** @default null */
                    icon?: string | null;
                    /** @default null */
                    refreshToken?: string | null;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    sourceType?: "docker" | "git" | "github" | "gitlab" | "bitbucket" | "gitea" | "drop";
                    /** @default null */
                    cleanCache?: boolean | null;
                    /** @default null */
                    repository?: string | null;
                    /** @default null */
                    owner?: string | null;
                    /** @default null */
                    branch?: string | null;
                    /** @default null */
                    buildPath?: string | null;
                    /** @default null */
                    triggerType?: ("push" | "tag") | null;
                    /** @default null */
                    autoDeploy?: boolean | null;
                    /** @default null */
                    gitlabProjectId?: number | null;
                    /** @default null */
                    gitlabRepository?: string | null;
                    /** @default null */
                    gitlabOwner?: string | null;
                    /** @default null */
                    gitlabBranch?: string | null;
                    /** @default null */
                    gitlabBuildPath?: string | null;
                    /** @default null */
                    gitlabPathNamespace?: string | null;
                    /** @default null */
                    giteaRepository?: string | null;
                    /** @default null */
                    giteaOwner?: string | null;
                    /** @default null */
                    giteaBranch?: string | null;
                    /** @default null */
                    giteaBuildPath?: string | null;
                    /** @default null */
                    bitbucketRepository?: string | null;
                    /** @default null */
                    bitbucketRepositorySlug?: string | null;
                    /** @default null */
                    bitbucketOwner?: string | null;
                    /** @default null */
                    bitbucketBranch?: string | null;
                    /** @default null */
                    bitbucketBuildPath?: string | null;
                    /** @default null */
                    username?: string | null;
                    /** @default null */
                    password?: string | null;
                    /** @default null */
                    dockerImage?: string | null;
                    /** @default null */
                    registryUrl?: string | null;
                    /** @default null */
                    customGitUrl?: string | null;
                    /** @default null */
                    customGitBranch?: string | null;
                    /** @default null */
                    customGitBuildPath?: string | null;
                    /** @default null */
                    customGitSSHKeyId?: string | null;
                    /** @default null */
                    enableSubmodules?: boolean;
                    /** @default null */
                    dockerfile?: string | null;
                    /** @default null */
                    dockerContextPath?: string | null;
                    /** @default null */
                    dockerBuildStage?: string | null;
                    /** @default null */
                    dropBuildPath?: string | null;
                    /** @default null */
                    healthCheckSwarm?: {
                        /** @default null */
                        Test?: string[];
                        /** @default null */
                        Interval?: number;
                        /** @default null */
                        Timeout?: number;
                        /** @default null */
                        StartPeriod?: number;
                        /** @default null */
                        Retries?: number;
                    } | null;
                    /** @default null */
                    restartPolicySwarm?: {
                        /**
                         * @default null
                         * @enum {string}
                         */
                        Condition?: "none" | "on-failure" | "any" | "";
                        /** @default null */
                        Delay?: number;
                        /** @default null */
                        MaxAttempts?: number;
                        /** @default null */
                        Window?: number;
                    } | null;
                    /** @default null */
                    placementSwarm?: {
                        /** @default null */
                        Constraints?: string[];
                        /** @default null */
                        Preferences?: {
                            Spread: {
                                SpreadDescriptor: string;
                            };
                        }[];
                        /** @default null */
                        MaxReplicas?: number;
                        /** @default null */
                        Platforms?: {
                            Architecture: string;
                            OS: string;
                        }[];
                    } | null;
                    /** @default null */
                    updateConfigSwarm?: {
                        Parallelism: number;
                        /** @default null */
                        Delay?: number;
                        /**
                         * @default null
                         * @enum {string}
                         */
                        FailureAction?: "pause" | "continue" | "rollback" | "";
                        /** @default null */
                        Monitor?: number;
                        /** @default null */
                        MaxFailureRatio?: number;
                        /** @enum {string} */
                        Order: "start-first" | "stop-first";
                    } | null;
                    /** @default null */
                    rollbackConfigSwarm?: {
                        Parallelism: number;
                        /** @default null */
                        Delay?: number;
                        /**
                         * @default null
                         * @enum {string}
                         */
                        FailureAction?: "pause" | "continue" | "";
                        /** @default null */
                        Monitor?: number;
                        /** @default null */
                        MaxFailureRatio?: number;
                        /** @enum {string} */
                        Order: "start-first" | "stop-first";
                    } | null;
                    /** @default null */
                    modeSwarm?: {
                        /** @default null */
                        Replicated?: {
                            /** @default null */
                            Replicas?: number;
                        };
                        /**
                         * @description `{}`: the presence of the key says it all.
                         * @default null
                         */
                        Global?: Record<string, never>;
                        /** @default null */
                        ReplicatedJob?: {
                            /** @default null */
                            MaxConcurrent?: number;
                            /** @default null */
                            TotalCompletions?: number;
                        };
                        /**
                         * @description `{}`: the presence of the key says it all.
                         * @default null
                         */
                        GlobalJob?: Record<string, never>;
                    } | null;
                    /** @default null */
                    labelsSwarm?: {
                        [key: string]: string;
                    } | null;
                    /** @default null */
                    networkSwarm?: {
                        /** @default null */
                        Target?: string;
                        /** @default null */
                        Aliases?: string[];
                        /** @default null */
                        DriverOpts?: {
                            [key: string]: string;
                        };
                    }[] | null;
                    /** @default null */
                    stopGracePeriodSwarm?: number | null;
                    /** @default null */
                    endpointSpecSwarm?: {
                        /**
                         * @default null
                         * @enum {string}
                         */
                        Mode?: "vip" | "dnsrr" | "";
                        /** @default null */
                        Ports?: {
                            /**
                             * @default null
                             * @enum {string}
                             */
                            Protocol?: "tcp" | "udp" | "sctp";
                            /** @default null */
                            TargetPort?: number;
                            /** @default null */
                            PublishedPort?: number;
                            /**
                             * @default null
                             * @enum {string}
                             */
                            PublishMode?: "ingress" | "host";
                        }[];
                    } | null;
                    /** @default null */
                    ulimitsSwarm?: {
                        Name: string;
                        Soft: number;
                        Hard: number;
                    }[] | null;
                    /** @default null */
                    replicas?: number;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    applicationStatus?: "idle" | "running" | "done" | "error";
                    /**
                     * @default null
                     * @enum {string}
                     */
                    buildType?: "dockerfile" | "heroku_buildpacks" | "paketo_buildpacks" | "nixpacks" | "static" | "railpack";
                    /** @default null */
                    railpackVersion?: string | null;
                    /** @default null */
                    herokuVersion?: string | null;
                    /** @default null */
                    publishDirectory?: string | null;
                    /** @default null */
                    isStaticSpa?: boolean | null;
                    /** @default null */
                    createEnvFile?: boolean;
                    /** @default null */
                    createdAt?: string;
                    /** @default null */
                    registryId?: string | null;
                    /** @default null */
                    rollbackRegistryId?: string | null;
                    /** @default null */
                    environmentId?: string;
                    /** @default null */
                    githubId?: string | null;
                    /** @default null */
                    gitlabId?: string | null;
                    /** @default null */
                    giteaId?: string | null;
                    /** @default null */
                    bitbucketId?: string | null;
                    /** @default null */
                    buildServerId?: string | null;
                    /** @default null */
                    buildRegistryId?: string | null;
                    /** @default null */
                    networkIds?: string[] | null;
                    /** @default null */
                    detachDokployNetwork?: boolean;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applicationId: string;
                        name: string;
                        appName: string;
                        description: string | null;
                        env: string | null;
                        previewEnv: string | null;
                        watchPaths: string[] | null;
                        previewBuildArgs: string | null;
                        previewBuildSecrets: string | null;
                        previewLabels: string[] | null;
                        previewWildcard: string | null;
                        previewPort: number | null;
                        previewHttps: boolean;
                        previewPath: string | null;
                        /** @enum {string} */
                        previewCertificateType: "letsencrypt" | "none" | "custom";
                        previewCustomCertResolver: string | null;
                        previewLimit: number | null;
                        isPreviewDeploymentsActive: boolean | null;
                        previewRequireCollaboratorPermissions: boolean | null;
                        rollbackActive: boolean | null;
                        buildArgs: string | null;
                        buildSecrets: string | null;
                        title: string | null;
                        enabled: boolean | null;
                        subtitle: string | null;
                        command: string | null;
                        args: string[] | null;
                        icon: string | null;
                        refreshToken: string | null;
                        /** @enum {string} */
                        sourceType: "docker" | "git" | "github" | "gitlab" | "bitbucket" | "gitea" | "drop";
                        cleanCache: boolean | null;
                        repository: string | null;
                        owner: string | null;
                        branch: string | null;
                        buildPath: string | null;
                        triggerType: ("push" | "tag") | null;
                        autoDeploy: boolean | null;
                        gitlabProjectId: number | null;
                        gitlabRepository: string | null;
                        gitlabOwner: string | null;
                        gitlabBranch: string | null;
                        gitlabBuildPath: string | null;
                        gitlabPathNamespace: string | null;
                        giteaRepository: string | null;
                        giteaOwner: string | null;
                        giteaBranch: string | null;
                        giteaBuildPath: string | null;
                        bitbucketRepository: string | null;
                        bitbucketRepositorySlug: string | null;
                        bitbucketOwner: string | null;
                        bitbucketBranch: string | null;
                        bitbucketBuildPath: string | null;
                        username: string | null;
                        password: string | null;
                        dockerImage: string | null;
                        registryUrl: string | null;
                        customGitUrl: string | null;
                        customGitBranch: string | null;
                        customGitBuildPath: string | null;
                        customGitSSHKeyId: string | null;
                        enableSubmodules: boolean;
                        dockerfile: string | null;
                        dockerContextPath: string | null;
                        dockerBuildStage: string | null;
                        dropBuildPath: string | null;
                        ulimitsSwarm: unknown;
                        /** @enum {string} */
                        applicationStatus: "idle" | "running" | "done" | "error";
                        /** @enum {string} */
                        buildType: "dockerfile" | "heroku_buildpacks" | "paketo_buildpacks" | "nixpacks" | "static" | "railpack";
                        railpackVersion: string | null;
                        herokuVersion: string | null;
                        publishDirectory: string | null;
                        isStaticSpa: boolean | null;
                        createEnvFile: boolean;
                        createdAt: string;
                        registryId: string | null;
                        rollbackRegistryId: string | null;
                        environmentId: string;
                        githubId: string | null;
                        gitlabId: string | null;
                        giteaId: string | null;
                        bitbucketId: string | null;
                        serverId: string | null;
                        buildServerId: string | null;
                        buildRegistryId: string | null;
                        liveRollbackId: string | null;
                        runtime: unknown;
                        memoryReservation: string | null;
                        memoryLimit: string | null;
                        cpuReservation: string | null;
                        cpuLimit: string | null;
                        healthCheckSwarm: unknown;
                        restartPolicySwarm: unknown;
                        placementSwarm: unknown;
                        updateConfigSwarm: unknown;
                        rollbackConfigSwarm: unknown;
                        modeSwarm: unknown;
                        labelsSwarm: unknown;
                        networkSwarm: unknown;
                        stopGracePeriodSwarm: number | null;
                        endpointSpecSwarm: unknown;
                        replicas: number;
                        networkIds: string[] | null;
                        detachDokployNetwork: boolean;
                        environment: {
                            environmentId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            env: string;
                            projectId: string;
                            isDefault: boolean;
                            project: {
                                projectId: string;
                                name: string;
                                description: string | null;
                                createdAt: string;
                                organizationId: string;
                                env: string;
                            };
                        };
                        domains: {
                            domainId: string;
                            host: string;
                            https: boolean;
                            port: number | null;
                            customEntrypoint: string | null;
                            path: string | null;
                            serviceName: string | null;
                            domainType: ("compose" | "application" | "preview") | null;
                            uniqueConfigKey: number;
                            createdAt: string;
                            composeId: string | null;
                            customCertResolver: string | null;
                            applicationId: string | null;
                            previewDeploymentId: string | null;
                            /** @enum {string} */
                            certificateType: "letsencrypt" | "none" | "custom";
                            internalPath: string | null;
                            stripPath: boolean;
                            middlewares: string[] | null;
                            forwardAuthEnabled: boolean;
                            enabled: boolean;
                        }[];
                        mounts: {
                            mountId: string;
                            /** @enum {string} */
                            type: "bind" | "volume" | "file";
                            hostPath: string | null;
                            volumeName: string | null;
                            filePath: string | null;
                            content: string | null;
                            /** @enum {string} */
                            serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                            mountPath: string;
                            applicationId: string | null;
                            composeId: string | null;
                            libsqlId: string | null;
                            mariadbId: string | null;
                            mongoId: string | null;
                            mysqlId: string | null;
                            postgresId: string | null;
                            redisId: string | null;
                        }[];
                        redirects: {
                            redirectId: string;
                            regex: string;
                            replacement: string;
                            permanent: boolean;
                            uniqueConfigKey: number;
                            createdAt: string;
                            applicationId: string;
                        }[];
                        security: {
                            securityId: string;
                            username: string;
                            password: string;
                            createdAt: string;
                            applicationId: string;
                        }[];
                        ports: {
                            portId: string;
                            publishedPort: number;
                            /** @enum {string} */
                            publishMode: "ingress" | "host";
                            targetPort: number;
                            /** @enum {string} */
                            protocol: "tcp" | "udp";
                            applicationId: string;
                        }[];
                        gitlab: {
                            gitlabId: string;
                            gitlabUrl: string;
                            gitlabInternalUrl: string | null;
                            applicationId: string | null;
                            redirectUri: string | null;
                            groupName: string | null;
                            expiresAt: number | null;
                            gitProviderId: string;
                        };
                        github: {
                            githubId: string;
                            githubAppName: string | null;
                            githubAppId: number | null;
                            githubClientId: string | null;
                            githubInstallationId: string | null;
                            githubUrl: string;
                            gitProviderId: string;
                        };
                        bitbucket: {
                            bitbucketId: string;
                            bitbucketUsername: string | null;
                            bitbucketEmail: string | null;
                            bitbucketWorkspaceName: string | null;
                            gitProviderId: string;
                        };
                        gitea: {
                            giteaId: string;
                            giteaUrl: string;
                            giteaInternalUrl: string | null;
                            redirectUri: string | null;
                            clientId: string | null;
                            gitProviderId: string;
                            expiresAt: number | null;
                            scopes: string | null;
                            lastAuthenticatedAt: number | null;
                        };
                        server: {
                            serverId: string;
                            name: string;
                            description: string | null;
                            ipAddress: string;
                            port: number;
                            username: string;
                            appName: string;
                            enableDockerCleanup: boolean;
                            buildsConcurrency: number;
                            createdAt: string;
                            organizationId: string;
                            /** @enum {string} */
                            serverStatus: "active" | "inactive";
                            /** @enum {string} */
                            serverType: "deploy" | "build";
                            command: string;
                            sshKeyId: string | null;
                            metricsConfig: unknown;
                        };
                        previewDeployments: {
                            previewDeploymentId: string;
                            branch: string;
                            pullRequestId: string;
                            pullRequestNumber: string;
                            pullRequestURL: string;
                            pullRequestTitle: string;
                            pullRequestCommentId: string;
                            /** @enum {string} */
                            previewStatus: "idle" | "running" | "done" | "error";
                            appName: string;
                            applicationId: string;
                            domainId: string | null;
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                        registry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        buildRegistry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        rollbackRegistry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        deployments: {
                            deploymentId: string;
                            title: string;
                            description: string | null;
                            status: ("running" | "done" | "error" | "cancelled") | null;
                            logPath: string;
                            pid: string | null;
                            applicationId: string | null;
                            composeId: string | null;
                            serverId: string | null;
                            isPreviewDeployment: boolean | null;
                            previewDeploymentId: string | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                            errorMessage: string | null;
                            scheduleId: string | null;
                            backupId: string | null;
                            rollbackId: string | null;
                            volumeBackupId: string | null;
                            buildServerId: string | null;
                            /** @enum {string} */
                            state: "queued" | "running" | "done" | "error" | "cancelled";
                            /** @enum {string} */
                            action: "deploy" | "redeploy" | "rollback";
                            automatic: boolean;
                            trigger: string;
                            requestedBy: string | null;
                            triggeredBy: {
                                /** @enum {string} */
                                kind: "user" | "apiKey" | "webhook" | "system";
                                name: string | null;
                                through: string | null;
                            } | null;
                            wantedCommit: string | null;
                            commitSha: string | null;
                            commitMessage: string | null;
                            restoresId: string | null;
                            stage: string | null;
                            stages: unknown;
                            sequence: number;
                            queuePosition: number | null;
                            waitingFor: string | null;
                        }[];
                        hasGitProviderAccess: boolean;
                        unauthorizedProvider: string | null;
                        differsFromRelease: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                    targetEnvironmentId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applicationId: string;
                        name: string;
                        appName: string;
                        description: string | null;
                        env: string | null;
                        previewEnv: string | null;
                        watchPaths: string[] | null;
                        previewBuildArgs: string | null;
                        previewBuildSecrets: string | null;
                        previewLabels: string[] | null;
                        previewWildcard: string | null;
                        previewPort: number | null;
                        previewHttps: boolean;
                        previewPath: string | null;
                        /** @enum {string} */
                        previewCertificateType: "letsencrypt" | "none" | "custom";
                        previewCustomCertResolver: string | null;
                        previewLimit: number | null;
                        isPreviewDeploymentsActive: boolean | null;
                        previewRequireCollaboratorPermissions: boolean | null;
                        rollbackActive: boolean | null;
                        buildArgs: string | null;
                        buildSecrets: string | null;
                        title: string | null;
                        enabled: boolean | null;
                        subtitle: string | null;
                        command: string | null;
                        args: string[] | null;
                        icon: string | null;
                        refreshToken: string | null;
                        /** @enum {string} */
                        sourceType: "docker" | "git" | "github" | "gitlab" | "bitbucket" | "gitea" | "drop";
                        cleanCache: boolean | null;
                        repository: string | null;
                        owner: string | null;
                        branch: string | null;
                        buildPath: string | null;
                        triggerType: ("push" | "tag") | null;
                        autoDeploy: boolean | null;
                        gitlabProjectId: number | null;
                        gitlabRepository: string | null;
                        gitlabOwner: string | null;
                        gitlabBranch: string | null;
                        gitlabBuildPath: string | null;
                        gitlabPathNamespace: string | null;
                        giteaRepository: string | null;
                        giteaOwner: string | null;
                        giteaBranch: string | null;
                        giteaBuildPath: string | null;
                        bitbucketRepository: string | null;
                        bitbucketRepositorySlug: string | null;
                        bitbucketOwner: string | null;
                        bitbucketBranch: string | null;
                        bitbucketBuildPath: string | null;
                        username: string | null;
                        password: string | null;
                        dockerImage: string | null;
                        registryUrl: string | null;
                        customGitUrl: string | null;
                        customGitBranch: string | null;
                        customGitBuildPath: string | null;
                        customGitSSHKeyId: string | null;
                        enableSubmodules: boolean;
                        dockerfile: string | null;
                        dockerContextPath: string | null;
                        dockerBuildStage: string | null;
                        dropBuildPath: string | null;
                        ulimitsSwarm: unknown;
                        /** @enum {string} */
                        applicationStatus: "idle" | "running" | "done" | "error";
                        /** @enum {string} */
                        buildType: "dockerfile" | "heroku_buildpacks" | "paketo_buildpacks" | "nixpacks" | "static" | "railpack";
                        railpackVersion: string | null;
                        herokuVersion: string | null;
                        publishDirectory: string | null;
                        isStaticSpa: boolean | null;
                        createEnvFile: boolean;
                        createdAt: string;
                        registryId: string | null;
                        rollbackRegistryId: string | null;
                        environmentId: string;
                        githubId: string | null;
                        gitlabId: string | null;
                        giteaId: string | null;
                        bitbucketId: string | null;
                        serverId: string | null;
                        buildServerId: string | null;
                        buildRegistryId: string | null;
                        liveRollbackId: string | null;
                        runtime: unknown;
                        memoryReservation: string | null;
                        memoryLimit: string | null;
                        cpuReservation: string | null;
                        cpuLimit: string | null;
                        healthCheckSwarm: unknown;
                        restartPolicySwarm: unknown;
                        placementSwarm: unknown;
                        updateConfigSwarm: unknown;
                        rollbackConfigSwarm: unknown;
                        modeSwarm: unknown;
                        labelsSwarm: unknown;
                        networkSwarm: unknown;
                        stopGracePeriodSwarm: number | null;
                        endpointSpecSwarm: unknown;
                        replicas: number;
                        networkIds: string[] | null;
                        detachDokployNetwork: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-search": {
        parameters: {
            query?: {
                q?: string;
                name?: string;
                appName?: string;
                description?: string;
                repository?: string;
                owner?: string;
                dockerImage?: string;
                projectId?: string;
                environmentId?: string;
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            applicationId: string;
                            name: string;
                            appName: string;
                            description: string | null;
                            environmentId: string;
                            /** @enum {string} */
                            applicationStatus: "idle" | "running" | "done" | "error";
                            /** @enum {string} */
                            sourceType: "docker" | "git" | "github" | "gitlab" | "bitbucket" | "gitea" | "drop";
                            createdAt: string;
                        }[];
                        total: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-saveEnvironment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                    /** @default null */
                    env?: string | null;
                    /** @default null */
                    buildArgs?: string | null;
                    /** @default null */
                    buildSecrets?: string | null;
                    /** @default null */
                    createEnvFile?: boolean;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-saveBuildType": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                    /** @enum {string} */
                    buildType: "dockerfile" | "heroku_buildpacks" | "paketo_buildpacks" | "nixpacks" | "static" | "railpack";
                    /** @default null */
                    dockerfile?: string | null;
                    /** @default null */
                    dockerContextPath?: string | null;
                    /** @default null */
                    dockerBuildStage?: string | null;
                    /** @default null */
                    herokuVersion?: string | null;
                    /** @default null */
                    railpackVersion?: string | null;
                    /** @default null */
                    publishDirectory?: string | null;
                    /** @default null */
                    isStaticSpa?: boolean | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-saveGitProvider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                    /** @default null */
                    customGitBuildPath?: string | null;
                    /** @default null */
                    customGitUrl?: string | null;
                    /** @default null */
                    watchPaths?: string[] | null;
                    /** @default null */
                    enableSubmodules?: boolean;
                    customGitBranch: string;
                    /** @default null */
                    customGitSSHKeyId?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-disconnectGitProvider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-saveDockerProvider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    dockerImage?: string | null;
                    applicationId: string;
                    /** @default null */
                    username?: string | null;
                    /** @default null */
                    password?: string | null;
                    /** @default null */
                    registryUrl?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-refreshToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-readTraefikConfig": {
        parameters: {
            query: {
                applicationId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string | null;
                    "application/yaml": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-updateTraefikConfig": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                    traefikConfig: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-deploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                    /** @default null */
                    title?: string | null;
                    /** @default null */
                    description?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        deploymentId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-redeploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                    /** @default null */
                    title?: string | null;
                    /** @default null */
                    description?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        deploymentId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-dropDeployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    applicationId: string;
                    /** Format: binary */
                    zip: string;
                    /** @default null */
                    dropBuildPath?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                        deploymentId: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-cancelDeployment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-killBuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-cleanQueues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-clearDeployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applicationId: string;
                        name: string;
                        appName: string;
                        description: string | null;
                        env: string | null;
                        previewEnv: string | null;
                        watchPaths: string[] | null;
                        previewBuildArgs: string | null;
                        previewBuildSecrets: string | null;
                        previewLabels: string[] | null;
                        previewWildcard: string | null;
                        previewPort: number | null;
                        previewHttps: boolean;
                        previewPath: string | null;
                        /** @enum {string} */
                        previewCertificateType: "letsencrypt" | "none" | "custom";
                        previewCustomCertResolver: string | null;
                        previewLimit: number | null;
                        isPreviewDeploymentsActive: boolean | null;
                        previewRequireCollaboratorPermissions: boolean | null;
                        rollbackActive: boolean | null;
                        buildArgs: string | null;
                        buildSecrets: string | null;
                        title: string | null;
                        enabled: boolean | null;
                        subtitle: string | null;
                        command: string | null;
                        args: string[] | null;
                        icon: string | null;
                        refreshToken: string | null;
                        /** @enum {string} */
                        sourceType: "docker" | "git" | "github" | "gitlab" | "bitbucket" | "gitea" | "drop";
                        cleanCache: boolean | null;
                        repository: string | null;
                        owner: string | null;
                        branch: string | null;
                        buildPath: string | null;
                        triggerType: ("push" | "tag") | null;
                        autoDeploy: boolean | null;
                        gitlabProjectId: number | null;
                        gitlabRepository: string | null;
                        gitlabOwner: string | null;
                        gitlabBranch: string | null;
                        gitlabBuildPath: string | null;
                        gitlabPathNamespace: string | null;
                        giteaRepository: string | null;
                        giteaOwner: string | null;
                        giteaBranch: string | null;
                        giteaBuildPath: string | null;
                        bitbucketRepository: string | null;
                        bitbucketRepositorySlug: string | null;
                        bitbucketOwner: string | null;
                        bitbucketBranch: string | null;
                        bitbucketBuildPath: string | null;
                        username: string | null;
                        password: string | null;
                        dockerImage: string | null;
                        registryUrl: string | null;
                        customGitUrl: string | null;
                        customGitBranch: string | null;
                        customGitBuildPath: string | null;
                        customGitSSHKeyId: string | null;
                        enableSubmodules: boolean;
                        dockerfile: string | null;
                        dockerContextPath: string | null;
                        dockerBuildStage: string | null;
                        dropBuildPath: string | null;
                        ulimitsSwarm: unknown;
                        /** @enum {string} */
                        applicationStatus: "idle" | "running" | "done" | "error";
                        /** @enum {string} */
                        buildType: "dockerfile" | "heroku_buildpacks" | "paketo_buildpacks" | "nixpacks" | "static" | "railpack";
                        railpackVersion: string | null;
                        herokuVersion: string | null;
                        publishDirectory: string | null;
                        isStaticSpa: boolean | null;
                        createEnvFile: boolean;
                        createdAt: string;
                        registryId: string | null;
                        rollbackRegistryId: string | null;
                        environmentId: string;
                        githubId: string | null;
                        gitlabId: string | null;
                        giteaId: string | null;
                        bitbucketId: string | null;
                        serverId: string | null;
                        buildServerId: string | null;
                        buildRegistryId: string | null;
                        liveRollbackId: string | null;
                        runtime: unknown;
                        memoryReservation: string | null;
                        memoryLimit: string | null;
                        cpuReservation: string | null;
                        cpuLimit: string | null;
                        healthCheckSwarm: unknown;
                        restartPolicySwarm: unknown;
                        placementSwarm: unknown;
                        updateConfigSwarm: unknown;
                        rollbackConfigSwarm: unknown;
                        modeSwarm: unknown;
                        labelsSwarm: unknown;
                        networkSwarm: unknown;
                        stopGracePeriodSwarm: number | null;
                        endpointSpecSwarm: unknown;
                        replicas: number;
                        networkIds: string[] | null;
                        detachDokployNetwork: boolean;
                        environment: {
                            environmentId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            env: string;
                            projectId: string;
                            isDefault: boolean;
                            project: {
                                projectId: string;
                                name: string;
                                description: string | null;
                                createdAt: string;
                                organizationId: string;
                                env: string;
                            };
                        };
                        domains: {
                            domainId: string;
                            host: string;
                            https: boolean;
                            port: number | null;
                            customEntrypoint: string | null;
                            path: string | null;
                            serviceName: string | null;
                            domainType: ("compose" | "application" | "preview") | null;
                            uniqueConfigKey: number;
                            createdAt: string;
                            composeId: string | null;
                            customCertResolver: string | null;
                            applicationId: string | null;
                            previewDeploymentId: string | null;
                            /** @enum {string} */
                            certificateType: "letsencrypt" | "none" | "custom";
                            internalPath: string | null;
                            stripPath: boolean;
                            middlewares: string[] | null;
                            forwardAuthEnabled: boolean;
                            enabled: boolean;
                        }[];
                        mounts: {
                            mountId: string;
                            /** @enum {string} */
                            type: "bind" | "volume" | "file";
                            hostPath: string | null;
                            volumeName: string | null;
                            filePath: string | null;
                            content: string | null;
                            /** @enum {string} */
                            serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                            mountPath: string;
                            applicationId: string | null;
                            composeId: string | null;
                            libsqlId: string | null;
                            mariadbId: string | null;
                            mongoId: string | null;
                            mysqlId: string | null;
                            postgresId: string | null;
                            redisId: string | null;
                        }[];
                        redirects: {
                            redirectId: string;
                            regex: string;
                            replacement: string;
                            permanent: boolean;
                            uniqueConfigKey: number;
                            createdAt: string;
                            applicationId: string;
                        }[];
                        security: {
                            securityId: string;
                            username: string;
                            password: string;
                            createdAt: string;
                            applicationId: string;
                        }[];
                        ports: {
                            portId: string;
                            publishedPort: number;
                            /** @enum {string} */
                            publishMode: "ingress" | "host";
                            targetPort: number;
                            /** @enum {string} */
                            protocol: "tcp" | "udp";
                            applicationId: string;
                        }[];
                        gitlab: {
                            gitlabId: string;
                            gitlabUrl: string;
                            gitlabInternalUrl: string | null;
                            applicationId: string | null;
                            redirectUri: string | null;
                            groupName: string | null;
                            expiresAt: number | null;
                            gitProviderId: string;
                        };
                        github: {
                            githubId: string;
                            githubAppName: string | null;
                            githubAppId: number | null;
                            githubClientId: string | null;
                            githubInstallationId: string | null;
                            githubUrl: string;
                            gitProviderId: string;
                        };
                        bitbucket: {
                            bitbucketId: string;
                            bitbucketUsername: string | null;
                            bitbucketEmail: string | null;
                            bitbucketWorkspaceName: string | null;
                            gitProviderId: string;
                        };
                        gitea: {
                            giteaId: string;
                            giteaUrl: string;
                            giteaInternalUrl: string | null;
                            redirectUri: string | null;
                            clientId: string | null;
                            gitProviderId: string;
                            expiresAt: number | null;
                            scopes: string | null;
                            lastAuthenticatedAt: number | null;
                        };
                        server: {
                            serverId: string;
                            name: string;
                            description: string | null;
                            ipAddress: string;
                            port: number;
                            username: string;
                            appName: string;
                            enableDockerCleanup: boolean;
                            buildsConcurrency: number;
                            createdAt: string;
                            organizationId: string;
                            /** @enum {string} */
                            serverStatus: "active" | "inactive";
                            /** @enum {string} */
                            serverType: "deploy" | "build";
                            command: string;
                            sshKeyId: string | null;
                            metricsConfig: unknown;
                        };
                        previewDeployments: {
                            previewDeploymentId: string;
                            branch: string;
                            pullRequestId: string;
                            pullRequestNumber: string;
                            pullRequestURL: string;
                            pullRequestTitle: string;
                            pullRequestCommentId: string;
                            /** @enum {string} */
                            previewStatus: "idle" | "running" | "done" | "error";
                            appName: string;
                            applicationId: string;
                            domainId: string | null;
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                        registry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        buildRegistry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        rollbackRegistry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        deployments: {
                            deploymentId: string;
                            title: string;
                            description: string | null;
                            status: ("running" | "done" | "error" | "cancelled") | null;
                            logPath: string;
                            pid: string | null;
                            applicationId: string | null;
                            composeId: string | null;
                            serverId: string | null;
                            isPreviewDeployment: boolean | null;
                            previewDeploymentId: string | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                            errorMessage: string | null;
                            scheduleId: string | null;
                            backupId: string | null;
                            rollbackId: string | null;
                            volumeBackupId: string | null;
                            buildServerId: string | null;
                            /** @enum {string} */
                            state: "queued" | "running" | "done" | "error" | "cancelled";
                            /** @enum {string} */
                            action: "deploy" | "redeploy" | "rollback";
                            automatic: boolean;
                            trigger: string;
                            requestedBy: string | null;
                            triggeredBy: {
                                /** @enum {string} */
                                kind: "user" | "apiKey" | "webhook" | "system";
                                name: string | null;
                                through: string | null;
                            } | null;
                            wantedCommit: string | null;
                            commitSha: string | null;
                            commitMessage: string | null;
                            restoresId: string | null;
                            stage: string | null;
                            stages: unknown;
                            sequence: number;
                            queuePosition: number | null;
                            waitingFor: string | null;
                        }[];
                        hasGitProviderAccess: boolean;
                        unauthorizedProvider: string | null;
                        differsFromRelease: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        applicationId: string;
                        name: string;
                        appName: string;
                        description: string | null;
                        env: string | null;
                        previewEnv: string | null;
                        watchPaths: string[] | null;
                        previewBuildArgs: string | null;
                        previewBuildSecrets: string | null;
                        previewLabels: string[] | null;
                        previewWildcard: string | null;
                        previewPort: number | null;
                        previewHttps: boolean;
                        previewPath: string | null;
                        /** @enum {string} */
                        previewCertificateType: "letsencrypt" | "none" | "custom";
                        previewCustomCertResolver: string | null;
                        previewLimit: number | null;
                        isPreviewDeploymentsActive: boolean | null;
                        previewRequireCollaboratorPermissions: boolean | null;
                        rollbackActive: boolean | null;
                        buildArgs: string | null;
                        buildSecrets: string | null;
                        title: string | null;
                        enabled: boolean | null;
                        subtitle: string | null;
                        command: string | null;
                        args: string[] | null;
                        icon: string | null;
                        refreshToken: string | null;
                        /** @enum {string} */
                        sourceType: "docker" | "git" | "github" | "gitlab" | "bitbucket" | "gitea" | "drop";
                        cleanCache: boolean | null;
                        repository: string | null;
                        owner: string | null;
                        branch: string | null;
                        buildPath: string | null;
                        triggerType: ("push" | "tag") | null;
                        autoDeploy: boolean | null;
                        gitlabProjectId: number | null;
                        gitlabRepository: string | null;
                        gitlabOwner: string | null;
                        gitlabBranch: string | null;
                        gitlabBuildPath: string | null;
                        gitlabPathNamespace: string | null;
                        giteaRepository: string | null;
                        giteaOwner: string | null;
                        giteaBranch: string | null;
                        giteaBuildPath: string | null;
                        bitbucketRepository: string | null;
                        bitbucketRepositorySlug: string | null;
                        bitbucketOwner: string | null;
                        bitbucketBranch: string | null;
                        bitbucketBuildPath: string | null;
                        username: string | null;
                        password: string | null;
                        dockerImage: string | null;
                        registryUrl: string | null;
                        customGitUrl: string | null;
                        customGitBranch: string | null;
                        customGitBuildPath: string | null;
                        customGitSSHKeyId: string | null;
                        enableSubmodules: boolean;
                        dockerfile: string | null;
                        dockerContextPath: string | null;
                        dockerBuildStage: string | null;
                        dropBuildPath: string | null;
                        ulimitsSwarm: unknown;
                        /** @enum {string} */
                        applicationStatus: "idle" | "running" | "done" | "error";
                        /** @enum {string} */
                        buildType: "dockerfile" | "heroku_buildpacks" | "paketo_buildpacks" | "nixpacks" | "static" | "railpack";
                        railpackVersion: string | null;
                        herokuVersion: string | null;
                        publishDirectory: string | null;
                        isStaticSpa: boolean | null;
                        createEnvFile: boolean;
                        createdAt: string;
                        registryId: string | null;
                        rollbackRegistryId: string | null;
                        environmentId: string;
                        githubId: string | null;
                        gitlabId: string | null;
                        giteaId: string | null;
                        bitbucketId: string | null;
                        serverId: string | null;
                        buildServerId: string | null;
                        buildRegistryId: string | null;
                        liveRollbackId: string | null;
                        runtime: unknown;
                        memoryReservation: string | null;
                        memoryLimit: string | null;
                        cpuReservation: string | null;
                        cpuLimit: string | null;
                        healthCheckSwarm: unknown;
                        restartPolicySwarm: unknown;
                        placementSwarm: unknown;
                        updateConfigSwarm: unknown;
                        rollbackConfigSwarm: unknown;
                        modeSwarm: unknown;
                        labelsSwarm: unknown;
                        networkSwarm: unknown;
                        stopGracePeriodSwarm: number | null;
                        endpointSpecSwarm: unknown;
                        replicas: number;
                        networkIds: string[] | null;
                        detachDokployNetwork: boolean;
                        environment: {
                            environmentId: string;
                            name: string;
                            description: string | null;
                            createdAt: string;
                            env: string;
                            projectId: string;
                            isDefault: boolean;
                            project: {
                                projectId: string;
                                name: string;
                                description: string | null;
                                createdAt: string;
                                organizationId: string;
                                env: string;
                            };
                        };
                        domains: {
                            domainId: string;
                            host: string;
                            https: boolean;
                            port: number | null;
                            customEntrypoint: string | null;
                            path: string | null;
                            serviceName: string | null;
                            domainType: ("compose" | "application" | "preview") | null;
                            uniqueConfigKey: number;
                            createdAt: string;
                            composeId: string | null;
                            customCertResolver: string | null;
                            applicationId: string | null;
                            previewDeploymentId: string | null;
                            /** @enum {string} */
                            certificateType: "letsencrypt" | "none" | "custom";
                            internalPath: string | null;
                            stripPath: boolean;
                            middlewares: string[] | null;
                            forwardAuthEnabled: boolean;
                            enabled: boolean;
                        }[];
                        mounts: {
                            mountId: string;
                            /** @enum {string} */
                            type: "bind" | "volume" | "file";
                            hostPath: string | null;
                            volumeName: string | null;
                            filePath: string | null;
                            content: string | null;
                            /** @enum {string} */
                            serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                            mountPath: string;
                            applicationId: string | null;
                            composeId: string | null;
                            libsqlId: string | null;
                            mariadbId: string | null;
                            mongoId: string | null;
                            mysqlId: string | null;
                            postgresId: string | null;
                            redisId: string | null;
                        }[];
                        redirects: {
                            redirectId: string;
                            regex: string;
                            replacement: string;
                            permanent: boolean;
                            uniqueConfigKey: number;
                            createdAt: string;
                            applicationId: string;
                        }[];
                        security: {
                            securityId: string;
                            username: string;
                            password: string;
                            createdAt: string;
                            applicationId: string;
                        }[];
                        ports: {
                            portId: string;
                            publishedPort: number;
                            /** @enum {string} */
                            publishMode: "ingress" | "host";
                            targetPort: number;
                            /** @enum {string} */
                            protocol: "tcp" | "udp";
                            applicationId: string;
                        }[];
                        gitlab: {
                            gitlabId: string;
                            gitlabUrl: string;
                            gitlabInternalUrl: string | null;
                            applicationId: string | null;
                            redirectUri: string | null;
                            groupName: string | null;
                            expiresAt: number | null;
                            gitProviderId: string;
                        };
                        github: {
                            githubId: string;
                            githubAppName: string | null;
                            githubAppId: number | null;
                            githubClientId: string | null;
                            githubInstallationId: string | null;
                            githubUrl: string;
                            gitProviderId: string;
                        };
                        bitbucket: {
                            bitbucketId: string;
                            bitbucketUsername: string | null;
                            bitbucketEmail: string | null;
                            bitbucketWorkspaceName: string | null;
                            gitProviderId: string;
                        };
                        gitea: {
                            giteaId: string;
                            giteaUrl: string;
                            giteaInternalUrl: string | null;
                            redirectUri: string | null;
                            clientId: string | null;
                            gitProviderId: string;
                            expiresAt: number | null;
                            scopes: string | null;
                            lastAuthenticatedAt: number | null;
                        };
                        server: {
                            serverId: string;
                            name: string;
                            description: string | null;
                            ipAddress: string;
                            port: number;
                            username: string;
                            appName: string;
                            enableDockerCleanup: boolean;
                            buildsConcurrency: number;
                            createdAt: string;
                            organizationId: string;
                            /** @enum {string} */
                            serverStatus: "active" | "inactive";
                            /** @enum {string} */
                            serverType: "deploy" | "build";
                            command: string;
                            sshKeyId: string | null;
                            metricsConfig: unknown;
                        };
                        previewDeployments: {
                            previewDeploymentId: string;
                            branch: string;
                            pullRequestId: string;
                            pullRequestNumber: string;
                            pullRequestURL: string;
                            pullRequestTitle: string;
                            pullRequestCommentId: string;
                            /** @enum {string} */
                            previewStatus: "idle" | "running" | "done" | "error";
                            appName: string;
                            applicationId: string;
                            domainId: string | null;
                            createdAt: string;
                            expiresAt: string | null;
                        }[];
                        registry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        buildRegistry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        rollbackRegistry: {
                            registryId: string;
                            registryName: string;
                            imagePrefix: string | null;
                            username: string;
                            registryUrl: string;
                            createdAt: string;
                            /** @enum {string} */
                            registryType: "selfHosted" | "cloud";
                            organizationId: string;
                        };
                        deployments: {
                            deploymentId: string;
                            title: string;
                            description: string | null;
                            status: ("running" | "done" | "error" | "cancelled") | null;
                            logPath: string;
                            pid: string | null;
                            applicationId: string | null;
                            composeId: string | null;
                            serverId: string | null;
                            isPreviewDeployment: boolean | null;
                            previewDeploymentId: string | null;
                            createdAt: string;
                            startedAt: string | null;
                            finishedAt: string | null;
                            errorMessage: string | null;
                            scheduleId: string | null;
                            backupId: string | null;
                            rollbackId: string | null;
                            volumeBackupId: string | null;
                            buildServerId: string | null;
                            /** @enum {string} */
                            state: "queued" | "running" | "done" | "error" | "cancelled";
                            /** @enum {string} */
                            action: "deploy" | "redeploy" | "rollback";
                            automatic: boolean;
                            trigger: string;
                            requestedBy: string | null;
                            triggeredBy: {
                                /** @enum {string} */
                                kind: "user" | "apiKey" | "webhook" | "system";
                                name: string | null;
                                through: string | null;
                            } | null;
                            wantedCommit: string | null;
                            commitSha: string | null;
                            commitMessage: string | null;
                            restoresId: string | null;
                            stage: string | null;
                            stages: unknown;
                            sequence: number;
                            queuePosition: number | null;
                            waitingFor: string | null;
                        }[];
                        hasGitProviderAccess: boolean;
                        unauthorizedProvider: string | null;
                        differsFromRelease: boolean;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    appName?: string | null;
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "application-markRunning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    applicationId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        success: true;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "settings-doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "warning" | "failed";
                        version: string;
                        checkedAt: string;
                        durationMs: number;
                        checks: {
                            name: string;
                            title: string;
                            /** @enum {string} */
                            status: "ok" | "warning" | "failed" | "skipped";
                            cause: string;
                            cure: string | null;
                            details: {
                                [key: string]: unknown;
                            };
                            durationMs: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "mounts-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    type: "bind" | "volume" | "file";
                    /** @default null */
                    hostPath?: string | null;
                    /** @default null */
                    volumeName?: string | null;
                    /** @default null */
                    content?: string | null;
                    mountPath: string;
                    /** @default null */
                    filePath?: string | null;
                    /**
                     * @default application
                     * @enum {string}
                     */
                    serviceType?: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                    serviceId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mountId: string;
                        /** @enum {string} */
                        type: "bind" | "volume" | "file";
                        hostPath: string | null;
                        volumeName: string | null;
                        filePath: string | null;
                        content: string | null;
                        /** @enum {string} */
                        serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                        mountPath: string;
                        applicationId: string | null;
                        composeId: string | null;
                        libsqlId: string | null;
                        mariadbId: string | null;
                        mongoId: string | null;
                        mysqlId: string | null;
                        postgresId: string | null;
                        redisId: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "mounts-one": {
        parameters: {
            query: {
                mountId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mountId: string;
                        /** @enum {string} */
                        type: "bind" | "volume" | "file";
                        hostPath: string | null;
                        volumeName: string | null;
                        filePath: string | null;
                        content: string | null;
                        /** @enum {string} */
                        serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                        mountPath: string;
                        applicationId: string | null;
                        composeId: string | null;
                        libsqlId: string | null;
                        mariadbId: string | null;
                        mongoId: string | null;
                        mysqlId: string | null;
                        postgresId: string | null;
                        redisId: string | null;
                        application: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        compose: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        libsql: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        mariadb: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        mongo: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        mysql: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        postgres: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        redis: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "mounts-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mountId: string;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    type?: "bind" | "volume" | "file";
                    /** @default null */
                    hostPath?: string | null;
                    /** @default null */
                    volumeName?: string | null;
                    /** @default null */
                    filePath?: string | null;
                    /** @default null */
                    content?: string | null;
                    /**
                     * @default null
                     * @enum {string}
                     */
                    serviceType?: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                    /** @default null */
                    mountPath?: string;
                    /** @default null */
                    applicationId?: string | null;
                    /** @default null */
                    composeId?: string | null;
                    /** @default null */
                    libsqlId?: string | null;
                    /** @default null */
                    mariadbId?: string | null;
                    /** @default null */
                    mongoId?: string | null;
                    /** @default null */
                    mysqlId?: string | null;
                    /** @default null */
                    postgresId?: string | null;
                    /** @default null */
                    redisId?: string | null;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mountId: string;
                        /** @enum {string} */
                        type: "bind" | "volume" | "file";
                        hostPath: string | null;
                        volumeName: string | null;
                        filePath: string | null;
                        content: string | null;
                        /** @enum {string} */
                        serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                        mountPath: string;
                        applicationId: string | null;
                        composeId: string | null;
                        libsqlId: string | null;
                        mariadbId: string | null;
                        mongoId: string | null;
                        mysqlId: string | null;
                        postgresId: string | null;
                        redisId: string | null;
                        application: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        compose: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        libsql: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        mariadb: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        mongo: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        mysql: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        postgres: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                        redis: {
                            appName: string;
                            serverId: string | null;
                            environment: {
                                project: {
                                    organizationId: string;
                                };
                            };
                        } | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "mounts-remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mountId: string;
                };
            };
        };
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mountId: string;
                        /** @enum {string} */
                        type: "bind" | "volume" | "file";
                        hostPath: string | null;
                        volumeName: string | null;
                        filePath: string | null;
                        content: string | null;
                        /** @enum {string} */
                        serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                        mountPath: string;
                        applicationId: string | null;
                        composeId: string | null;
                        libsqlId: string | null;
                        mariadbId: string | null;
                        mongoId: string | null;
                        mysqlId: string | null;
                        postgresId: string | null;
                        redisId: string | null;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "mounts-listByServiceId": {
        parameters: {
            query: {
                serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                serviceId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mountId: string;
                        /** @enum {string} */
                        type: "bind" | "volume" | "file";
                        hostPath: string | null;
                        volumeName: string | null;
                        filePath: string | null;
                        content: string | null;
                        /** @enum {string} */
                        serviceType: "application" | "postgres" | "mysql" | "mariadb" | "mongo" | "redis" | "compose" | "libsql";
                        mountPath: string;
                        applicationId: string | null;
                        composeId: string | null;
                        libsqlId: string | null;
                        mariadbId: string | null;
                        mongoId: string | null;
                        mysqlId: string | null;
                        postgresId: string | null;
                        redisId: string | null;
                    }[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
    "mounts-allNamedByApplicationId": {
        parameters: {
            query: {
                applicationId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[] | null;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            500: components["responses"]["InternalServerError"];
        };
    };
}
