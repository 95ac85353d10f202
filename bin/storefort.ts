#!/usr/bin/env tsx
import { runCommandLine } from '../cli/command-line';

void runCommandLine(process.argv);
