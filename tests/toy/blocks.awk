# Every ```cpp block that begins with "// PATH" becomes the file out/PATH; blocks within a list lose its indent.
/^ *```cpp$/ { indent = match($0, /`/) - 1; block = 1; file = ""; next }
/^ *```$/ { if (file != "") close(file); block = 0; file = ""; next }
block == 1 {
    line = substr($0, indent + 1)
    if (file == "") { if (split(line, words, " ") != 2 || words[1] != "//") { block = 0; next } file = out "/" words[2] }
    print line > file
}
