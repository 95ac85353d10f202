<?php

declare(strict_types=1);

namespace Storefort;

/** How a door says no: as if there were nothing. */
final class Refusal
{
    public static function page(): never
    {
        if (!headers_sent()) {
            // As a whole line: WordPress may have sent one already, which a mere number would not replace.
            header('HTTP/1.1 404 Not Found', true, 404);
            header('Content-Type: text/plain; charset=utf-8');
            header('Cache-Control: no-store');
        }
        echo "Not found.\n";
        exit(1);
    }

    /** The same, before WordPress can answer. */
    public static function routeAtOnce(): never
    {
        if (!headers_sent()) {
            header('X-Robots-Tag: noindex');
            header('X-Content-Type-Options: nosniff');
            header('Cache-Control: no-store');
        }
        wp_send_json(self::rest()->get_data(), 404);
    }

    /** What WordPress itself answers where no route is registered; as a response, since members of a batch must be one. */
    public static function rest(): \WP_REST_Response
    {
        return rest_convert_error_to_response(new \WP_Error(
            'rest_no_route',
            __('No route was found matching the URL and request method.'),
            ['status' => 404],
        ));
    }
}
