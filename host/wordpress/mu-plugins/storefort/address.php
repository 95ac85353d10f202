<?php

declare(strict_types=1);

namespace Storefort;

/** Moves addresses from one door to the other, in whichever way a text writes them. */
final class Address
{
    /** Plain, without the scheme, in JSON, in a query. Host names that merely begin alike are left alone. */
    public static function move(string $text, string $from, string $to): string
    {
        if (stripos($text, self::host($from)) === false) {
            return $text;
        }
        foreach (self::spellings($from, $to) as [$old, $new]) {
            $text = preg_replace('~' . preg_quote($old, '~') . '(?![\w.:-]*[\w])~i', $new, $text) ?? $text;
        }
        return $text;
    }

    /** Whether it is that door's, or below it. */
    public static function isAt(string $url, string $door): bool
    {
        return $url === $door || str_starts_with($url, "$door/") || str_starts_with($url, "$door?");
    }

    /** One address, known to begin with a door. */
    public static function start(string $url, string $from, string $to): string
    {
        return self::isAt($url, $from) ? $to . substr($url, strlen($from)) : $url;
    }

    private static function host(string $url): string
    {
        return (string) parse_url($url, PHP_URL_HOST);
    }

    /** @return list<array{string, string}> */
    private static function spellings(string $from, string $to): array
    {
        $bare = static fn (string $url): string => preg_replace('~^https?:~', '', $url) ?? $url;
        $pairs = [];
        foreach ([[$from, $to], [preg_replace('~^https:~', 'http:', $from), $to], [$bare($from), $bare($to)]] as [$old, $new]) {
            $pairs[] = [$old, $new];
            $pairs[] = [str_replace('/', '\\/', $old), str_replace('/', '\\\\/', $new)];
            $pairs[] = [rawurlencode($old), rawurlencode($new)];
        }
        return $pairs;
    }
}
