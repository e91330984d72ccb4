@if defined npm_node_execpath ("%npm_node_execpath%" "%~dp0setup.mjs" %*) else (node "%~dp0setup.mjs" %*)
