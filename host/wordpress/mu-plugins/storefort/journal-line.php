<?php

declare(strict_types=1);

namespace Storefort;

/**
 * One line of the journal: `storefort journal SEAL {…}`. Other lines of the same log quote what strangers send, line breaks and all; the
 * seal, made with the shop's own salts, tells which lines the shop wrote.
 */
final class JournalLine
{
    /** @param array<string, int|string|null> $event */
    public static function of(array $event): string
    {
        $json = json_encode($event, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
        return 'storefort journal ' . self::seal($json) . " $json";
    }

    /** @return array<string, mixed>|null null: not a line that this shop wrote */
    public static function read(string $line): ?array
    {
        if (preg_match('/^storefort journal ([0-9a-f]{64}) (\{.*\})$/D', $line, $found) !== 1) {
            return null;
        }
        return hash_equals(self::seal($found[2]), $found[1]) ? json_decode($found[2], true) : null;
    }

    private static function seal(string $json): string
    {
        return hash_hmac('sha256', $json, 'storefort journal ' . SECURE_AUTH_KEY . SECURE_AUTH_SALT);
    }
}
