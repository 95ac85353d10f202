<?php

declare(strict_types=1);

namespace Storefort;

/** REST routes that a request names before WordPress resolves one: by its path or by a variable, as sent and as plugins clean it. */
final class NamedRoutes
{
    /**
     * @param array<string, mixed> $server
     * @param array<string, mixed> $get
     * @param array<string, mixed> $post
     * @return list<string>
     */
    public static function of(array $server, array $get, array $post): array
    {
        $address = (string) ($server['REQUEST_URI'] ?? '');
        $path = explode('?', $address, 2)[0];
        $routes = [];
        foreach ([$path, rawurldecode($path), explode('?', sanitize_text_field($address), 2)[0]] as $spelling) {
            if (preg_match('~.*/wp-json(/.*)?$~is', $spelling, $found) === 1) {
                $routes[] = $found[1] ?? '';
            }
        }
        foreach ([$get['rest_route'] ?? null, $post['rest_route'] ?? null] as $named) {
            if (is_string($named) && $named !== '') {
                array_push($routes, wp_unslash($named), sanitize_text_field(wp_unslash($named)));
            }
        }
        return array_values(array_unique($routes));
    }
}
