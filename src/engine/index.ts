import './runtime-floor';
