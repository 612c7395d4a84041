// Ends without a word, as a crashed decoder does.
process.once('message', () => process.kill(process.pid, 'SIGSEGV'));
