<?php

declare(strict_types=1);

namespace Storefort;

/** Addresses of both IP versions, and blocks of them. */
final class Network
{
    /** @param list<string> $blocks such as `192.0.2.0/24`; none: from anywhere */
    public static function holds(array $blocks, string $address): bool
    {
        foreach ($blocks as $block) {
            if (self::contains($block, $address)) {
                return true;
            }
        }
        return $blocks === [];
    }

    private static function contains(string $block, string $address): bool
    {
        [$start, $bits] = [...explode('/', $block, 2), null];
        $first = @inet_pton($start);
        $given = @inet_pton($address);
        if ($first === false || $given === false || strlen($first) !== strlen($given)) {
            return false;
        }
        $length = $bits === null ? 8 * strlen($first) : (int) $bits;
        $whole = intdiv($length, 8);
        $mask = 0xff << (8 - $length % 8) & 0xff;
        return substr($first, 0, $whole) === substr($given, 0, $whole)
            && ($mask === 0 || $length === 8 * strlen($first) || (ord($first[$whole]) & $mask) === (ord($given[$whole]) & $mask));
    }
}
