"""Modules of the desk's scripts name each other's hashed files."""

from django.core.files.base import ContentFile

from sco_portal.static_files import HashedStorage


def test_imports_of_the_desk_are_hashed_and_those_of_packages_left_alone(tmp_path):
    storage = HashedStorage(location=tmp_path, base_url="/static/")
    files = {
        "js/desk/made-up.js": 'import { a } from "./other.js";\n',
        "js/desk/other.js": "export const a = 1;\n",
        "package/made-up.js": 'import "bare-name";\nimport { b } from "elsewhere";\n',
    }
    for name, text in files.items():
        storage.save(name, ContentFile(text))
    list(storage.post_process({name: (storage, name) for name in files}))
    other = storage.hashed_files["js/desk/other.js"].removeprefix("js/desk/")
    assert other != "other.js"
    read = {name: storage.open(storage.hashed_files[name]).read().decode() for name in files}
    assert read["js/desk/made-up.js"] == f'import {{ a }} from "./{other}";\n'
    assert read["package/made-up.js"] == files["package/made-up.js"]
