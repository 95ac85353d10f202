<?php

declare(strict_types=1);

namespace Storefort;

/** The must-use plugin: one class a decision, each told what it needs. */
final class Plugin
{
    public static function register(Context $context): void
    {
        $site = $context->site;
        $door = $context->door;
        $caller = new Caller((string) ($_SERVER['REMOTE_ADDR'] ?? ''));
        try {
            $guard = Guard::read($context, $caller);
        } catch (NotReady $reason) {
            $reason->answer();
        }
        $caller->register();
        (new IncludedFiles($site))->register();
        (new RouteGuard($guard, $door))->register();
        match ($door) {
            Door::Shop => (new StaffIdentity($guard, $caller))->register(),
            Door::Staff => self::registerStaff($site),
            Door::Inside => null,
        };
        self::registerAtAll($site, $door, $guard);
    }

    private static function registerStaff(Site $site): void
    {
        (new StaffPages($site))->register();
        (new OneTimeSignIn($site))->register();
    }

    private static function registerAtAll(Site $site, Door $door, Guard $guard): void
    {
        (new Urls($site, $door))->register();
        (new StoredContent($site, $door))->register();
        (new MailLinks($site))->register();
        (new Mail($site))->register();
        (new OwnRequests($site))->register();
        (new Cookies())->register();
        (new SignInAnswers())->register();
        (new AccountsHidden())->register();
        (new VersionsHidden($door))->register();
        (new Surface($guard, $door))->register();
        (new Till($site))->register();
        (new CustomerAccounts())->register();
        (new ShopDefaults())->register();
        (new ScriptTranslations())->register();
        (new Journal())->register();
    }
}
