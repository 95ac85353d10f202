<?php

declare(strict_types=1);

namespace Storefort;

/** The way a request came in. nginx says so; a client cannot, for its headers all begin with HTTP_. */
enum Door
{
    case Shop;
    case Staff;
    /** Cron and the host's own scripts. */
    case Inside;

    /**
     * @param array<string, mixed> $server
     * @throws NotReady when it came by neither door: nothing is answered then
     */
    public static function of(array $server, string $sapi): self
    {
        if ($sapi === 'cli') {
            return self::Inside;
        }
        return match ($server['STOREFORT_DOOR'] ?? null) {
            'shop' => self::Shop,
            'staff' => self::Staff,
            default => throw new NotReady('a request came by no door'),
        };
    }

    public function name(): string
    {
        return $this === self::Staff ? 'staff' : 'shop';
    }
}
