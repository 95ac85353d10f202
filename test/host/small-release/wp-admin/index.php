<?php

declare(strict_types=1);

echo json_encode(['by' => 'wp-admin/index.php', 'server' => $_SERVER], JSON_UNESCAPED_SLASHES);
