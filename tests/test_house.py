def test_the_start_page_answers(client):
    assert client.get("/").status_code == 200
