<?php

declare(strict_types=1);

namespace Storefort;

/** What wp-config.php found out, handed to the must-use plugin: WordPress offers no other way from one to the other. */
final class Context
{
    private static ?self $current = null;

    public function __construct(public readonly Site $site, public readonly Door $door)
    {
    }

    public static function set(self $context): void
    {
        self::$current = $context;
    }

    public static function get(): self
    {
        return self::$current ?? throw new NotReady('wp-config.php is not the host’s own');
    }
}
